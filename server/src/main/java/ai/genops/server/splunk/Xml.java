package ai.genops.server.splunk;

/// Writes XML. A character that XML 1.0 cannot hold becomes U+FFFD.
final class Xml {
    static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private final StringBuilder out = new StringBuilder();

    /// Markup as it stands.
    Xml raw(String markup) {
        out.append(markup);
        return this;
    }

    /// Text, also of an attribute in quotes of either kind.
    Xml text(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\r' -> out.append("&#13;");
                default -> out.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
            }
        });
        return this;
    }

    private static boolean isAllowed(int c) {
        return c >= ' '
                ? !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) && c != 0xFFFE && c != 0xFFFF
                : c == '\n' || c == '\t';
    }

    /// `<name>text</name>`
    Xml element(String name, String text) {
        return raw("<").raw(name).raw(">").text(text).raw("</").raw(name).raw(">");
    }

    int size() {
        return out.length();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
