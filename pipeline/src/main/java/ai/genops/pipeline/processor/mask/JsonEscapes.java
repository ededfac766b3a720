package ai.genops.pipeline.processor.mask;

/// The escapes of JSON's strings (RFC 8259, 7), wherever they stand in a text.
public final class JsonEscapes {
    private static final String LETTERS = "bfnrt";
    private static final String MEANT = "\b\f\n\r\t";

    private JsonEscapes() {}

    /// The text with what each escape stands for; what is no escape stays.
    public static String without(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int at = 0;
        for (int next = text.indexOf('\\'); next >= 0; next = text.indexOf('\\', at)) {
            plain.append(text, at, next);
            at = next + escape(text, next, plain);
        }
        return plain.append(text, at, text.length()).toString();
    }

    /// Adds what stands at `at`; says how long it was.
    private static int escape(String text, int at, StringBuilder plain) {
        char kind = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        int letter = LETTERS.indexOf(kind);
        if (letter >= 0) {
            plain.append(MEANT.charAt(letter));
        } else if (kind == '"' || kind == '/' || kind == '\\') {
            plain.append(kind);
        } else if (kind == 'u' && isHex(text, at + 2)) {
            plain.append((char) Integer.parseInt(text, at + 2, at + 6, 16));
            return 6;
        } else {
            plain.append('\\');
            return 1;
        }
        return 2;
    }

    private static boolean isHex(String text, int from) {
        return from + 4 <= text.length()
                && text.chars().skip(from).limit(4).allMatch(letter -> Character.digit(letter, 16) >= 0);
    }
}
