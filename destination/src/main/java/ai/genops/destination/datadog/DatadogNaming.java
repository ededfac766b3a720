package ai.genops.destination.datadog;

import ai.genops.destination.metrics.Metric;
import ai.genops.destination.metrics.Naming;
import java.util.Locale;

/// Names as Datadog keeps them: metrics of letters, digits, `_` and `.`, up to 200; tags in lower case, of letters,
/// digits and `_-:./`, up to 200 characters with their name, other characters as `_`. Datadog would do the same, but
/// after the points were added up.
final class DatadogNaming implements Naming {
    private static final int LONGEST = 200;

    @Override
    public String metric(String name, Metric.Kind kind) {
        return name.matches("[A-Za-z][A-Za-z0-9_.]{0,199}") ? name : "";
    }

    @Override
    public String label(String name) {
        String clean = clean(name, LONGEST / 2);
        return !clean.isEmpty() && Character.isLetter(clean.charAt(0)) ? clean : "";
    }

    @Override
    public String value(String label, String value) {
        return clean(value, LONGEST - label.length() - 1);
    }

    @Override
    public boolean takesNegativeCounts() {
        return true;
    }

    private static String clean(String text, int longest) {
        String clean = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_\\-:./]+", "_");
        String cut = clean.length() <= longest
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, longest(clean, longest)));
        return cut.replaceAll("_{2,}", "_").replaceAll("[_:]+$", "");
    }

    private static int longest(String text, int chars) {
        return text.codePointCount(
                0, Math.min(chars, text.length()) - (Character.isHighSurrogate(text.charAt(chars - 1)) ? 1 : 0));
    }
}
