package ai.genops.pipeline.lookup.match;

/// Comparing without regard to case: character by character, to upper and then to lower case, as Java's regular
/// expressions with UNICODE_CASE do, so that all kinds of matching agree.
final class Folding {
    private Folding() {}

    static int fold(int point) {
        return Character.toLowerCase(Character.toUpperCase(point));
    }

    static String fold(String text) {
        boolean folded = true;
        for (int i = 0; i < text.length() && folded; i++) {
            char c = text.charAt(i);
            folded = c < 0x80 && (c < 'A' || c > 'Z');
        }
        return folded
                ? text
                : text.codePoints()
                        .map(Folding::fold)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }
}
