package ai.genops.search.sql;

import ai.genops.lake.Billionths;
import ai.genops.lake.ColumnKind;
import ai.genops.lake.FileColumn;
import ai.genops.lake.Layout;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Op;
import ai.genops.search.sql.ScanReads.Form;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An attribute of a scan's rows as SQL, in the forms in which it is read: each adds those that are.
///
/// @param fields the scan's attributes
record AttributeSql(ScanReads reads, Column fields) {
    /// Of a row that is settled.
    void ofVariant(String name, String variant, List<String> columns) {
        add(variant, name, Form.ANY, columns);
        add(variant + "::varchar", name, Form.TEXT, columns);
        add("try_cast(" + variant + " as double)", name, Form.NUMBER, columns);
        add("(" + variant + " is not null)", name, Form.GIVEN, columns);
    }

    /// Of a row's text: the texts and numbers that the value would have as a VARIANT, which takes longer to make.
    void ofJson(String name, String json, List<String> columns) {
        String text = json + "::varchar";
        add(json + "::variant", name, Form.ANY, columns);
        String number = TextSql.of(TextSql.OF_NUMBER, "try_cast(" + json + " as double)");
        add(
                "case when starts_with(" + text + ", '\"') then json_extract_string(" + json + ", '$') when json_type("
                        + json + ") = 'DOUBLE' then " + number + " else " + json + "::variant::varchar end",
                name,
                Form.TEXT,
                columns);
        add("try_cast(" + json + " as double)", name, Form.NUMBER, columns);
        add("coalesce(" + text + " != 'null', false)", name, Form.GIVEN, columns);
    }

    /// Of a file's column.
    void ofColumn(String name, FileColumn found, List<String> columns) {
        ColumnKind kind = found.kind();
        String column = kind == ColumnKind.NONE ? "null::varchar" : Layout.quote(name);
        boolean isDouble = kind == ColumnKind.BILLIONTHS || kind == ColumnKind.NUMBER;
        add(isDouble ? variantOf(column) : column + "::variant", name, Form.ANY, columns);
        add(isDouble ? TextSql.of(TextSql.OF_NUMBER, column) : column + "::varchar", name, Form.TEXT, columns);
        add("try_cast(" + column + " as double)", name, Form.NUMBER, columns);
        add(given(found, column), name, Form.GIVEN, columns);
        if (kind.isBillionths()) {
            String billionths = kind == ColumnKind.BILLIONTHS ? Billionths.of(column) : column + " * 1000000000";
            add(billionths, name, Form.BILLIONTHS, columns);
            add(billionths, name, Form.NEAREST_BILLIONTHS, columns);
            add("null::double", name, Form.NO_BILLIONTHS, columns);
            add("null::bigint", name, Form.BEYOND_BILLIONTHS, columns);
        }
        if (kind.isNumeric()) {
            add("null::varchar", name, Form.NO_NUMBER, columns);
        }
    }

    /// A whole number is the integer that it stands for.
    private static String variantOf(String number) {
        return "case when %1$s = trunc(%1$s) and abs(%1$s) < 9007199254740992 then %1$s::bigint::variant else %1$s::variant end"
                .formatted(number);
    }

    /// Of a value that is read already, what its kind does not tell.
    ///
    /// @param kind null: it is in no column
    void proven(String name, @Nullable ColumnKind kind, List<String> columns) {
        String number = column(name, Form.NUMBER);
        if (kind == null || !kind.isBillionths()) {
            String billionths = kind == ColumnKind.INTEGER
                    ? "case when abs(" + number + ") < 9e9 then " + number + "::bigint * 1000000000 end"
                    : DuckDb.part(Op.BILLIONTHS, number);
            add(billionths, name, Form.BILLIONTHS, columns);
            add(rest(Op.NO_BILLIONTHS, number, billionths), name, Form.NO_BILLIONTHS, columns);
            add(DuckDb.part(Op.NEAREST_BILLIONTHS, number), name, Form.NEAREST_BILLIONTHS, columns);
            add(DuckDb.part(Op.BEYOND_BILLIONTHS, number), name, Form.BEYOND_BILLIONTHS, columns);
        }
        if (kind == null || !kind.isNumeric()) {
            add(rest(Op.NO_NUMBER, number, column(name, Form.TEXT)), name, Form.NO_NUMBER, columns);
        }
    }

    private static String rest(Op op, String number, String other) {
        return DuckDbTemplates.render(op, List.of(number, other), "");
    }

    private String column(String name, Form form) {
        return reads.column(fields, name, form);
    }

    private void add(String value, String name, Form form, List<String> columns) {
        if (reads.reads(fields, name, form)) {
            columns.add(value + " as " + column(name, form));
        }
    }

    /// Whether a row has the attribute.
    static String given(FileColumn found, String column) {
        return found.everywhere() ? "true" : "(" + column + " is not null)";
    }
}
