package ai.genops.rules;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** CSV with a line of names (RFC 4180): quoted fields may hold commas, quotes twice, and ends of lines. */
final class Csv {
    /** A record by the names of its columns, and the line it begins at. */
    record Row(int line, Map<String, String> fields) {
        /** Stripped; empty if there is none. */
        String get(String column) {
            return fields.getOrDefault(column, "").strip();
        }
    }

    private final String text;
    private int at;
    private int line = 1;

    private Csv(String text) {
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /**
     * Reads a whole file; its first line names the columns.
     *
     * @throws IOException if a quote is not closed; the message says where
     */
    static List<Row> read(String text) throws IOException {
        var csv = new Csv(text);
        List<String> names = csv.record().stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        List<Row> rows = new ArrayList<>();
        while (csv.at < csv.text.length()) {
            int begins = csv.line;
            List<String> values = csv.record();
            Map<String, String> fields = new HashMap<>();
            for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
                fields.put(names.get(i), values.get(i));
            }
            if (values.size() > 1 || !values.get(0).isBlank()) {
                rows.add(new Row(begins, fields));
            }
        }
        return rows;
    }

    private List<String> record() throws IOException {
        List<String> fields = new ArrayList<>();
        fields.add(field());
        while (at < text.length() && text.charAt(at) == ',') {
            at++;
            fields.add(field());
        }
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\n') {
            at++;
        }
        line++;
        return fields;
    }

    private String field() throws IOException {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        int from = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }

    private String quoted() throws IOException {
        int begins = line;
        var field = new StringBuilder();
        at++;
        while (at < text.length()) {
            char one = text.charAt(at++);
            if (one == '"' && (at == text.length() || text.charAt(at) != '"')) {
                return field.append(afterQuote(begins)).toString();
            }
            at += one == '"' ? 1 : 0;
            line += one == '\n' ? 1 : 0;
            field.append(one);
        }
        throw new IOException("line %d: a quote is not closed".formatted(begins));
    }

    private String afterQuote(int begins) throws IOException {
        if (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            throw new IOException("line %d: `%s` follows a closed quote".formatted(begins, text.charAt(at)));
        }
        return "";
    }
}
