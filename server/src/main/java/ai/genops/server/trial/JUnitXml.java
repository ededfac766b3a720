package ai.genops.server.trial;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Results in the XML that build servers read: a suite per file, a case per test.
public final class JUnitXml {
    private JUnitXml() {}

    public static String of(List<TestRun.Result> results) {
        Map<String, List<TestRun.Result>> suites = new LinkedHashMap<>();
        for (TestRun.Result result : results) {
            suites.computeIfAbsent(result.file().shownAs(), _ -> new java.util.ArrayList<>())
                    .add(result);
        }
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuites").append(counts(results)).append(">\n");
        suites.forEach((file, suite) -> {
            xml.append("  <testsuite name=\"")
                    .append(escaped(file))
                    .append('"')
                    .append(counts(suite))
                    .append(">\n");
            suite.forEach(result -> test(result, xml));
            xml.append("  </testsuite>\n");
        });
        return xml.append("</testsuites>\n").toString();
    }

    private static void test(TestRun.Result result, StringBuilder xml) {
        xml.append("    <testcase classname=\"")
                .append(escaped(result.file().pipeline().id()))
                .append("\" name=\"")
                .append(escaped(result.test().name()))
                .append("\" file=\"")
                .append(escaped(result.file().shownAs()))
                .append("\" line=\"")
                .append(result.test().at().line())
                .append("\" time=\"")
                .append(seconds(result.nanos()))
                .append(result.passed() ? "\"/>\n" : "\">\n");
        if (result.passed()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        for (Difference difference : result.differences()) {
            text.append(difference.at()).append(": ").append(difference.path());
            text.append("\n  - ")
                    .append(difference.expected())
                    .append("\n  + ")
                    .append(difference.actual())
                    .append('\n');
        }
        Difference first = result.differences().getFirst();
        xml.append("      <failure message=\"")
                .append(escaped(first.path()))
                .append("\">")
                .append(escaped(text.toString()))
                .append("</failure>\n    </testcase>\n");
    }

    private static String counts(List<TestRun.Result> results) {
        long failures = results.stream().filter(result -> !result.passed()).count();
        long nanos = results.stream().mapToLong(TestRun.Result::nanos).sum();
        return " tests=\"" + results.size() + "\" failures=\"" + failures + "\" errors=\"0\" skipped=\"0\" time=\""
                + seconds(nanos) + "\"";
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.6f", nanos / 1e9);
    }

    /// XML 1.0 cannot hold control characters, escaped or not.
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\n' -> out.append("&#10;");
                case '\t' -> out.append("&#9;");
                default ->
                    out.appendCodePoint(c < ' ' || c == 0xFFFE || c == 0xFFFF || (c >= 0xD800 && c < 0xE000) ? '?' : c);
            }
        });
        return out.toString();
    }
}
