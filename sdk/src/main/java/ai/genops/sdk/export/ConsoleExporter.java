package ai.genops.sdk.export;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.TreeMap;

/** Prints spans for people: a line each, its attributes and events below, indented. */
final class ConsoleExporter implements SpanExporter {
    private static final double NANOS_PER_MILLI = 1e6;

    private final PrintStream out;

    ConsoleExporter(PrintStream out) {
        this.out = out;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        StringBuilder text = new StringBuilder();
        for (SpanData span : spans) {
            print(span, text);
        }
        out.print(text);
        out.flush();
        return CompletableResultCode.ofSuccess();
    }

    private static void print(SpanData span, StringBuilder text) {
        Instant start = Instant.ofEpochSecond(0, span.getStartEpochNanos());
        double millis = (span.getEndEpochNanos() - span.getStartEpochNanos()) / NANOS_PER_MILLI;
        text.append(start).append("  ").append(span.getName());
        text.append(String.format(Locale.ROOT, "  %.1f ms", millis));
        text.append("  trace ").append(span.getTraceId()).append('\n');
        print(span.getAttributes(), "    ", text);
        for (EventData event : span.getEvents()) {
            text.append("    * ").append(event.getName()).append('\n');
            print(event.getAttributes(), "        ", text);
        }
    }

    private static void print(Attributes attributes, String indent, StringBuilder text) {
        var sorted = new TreeMap<String, Object>();
        attributes.forEach((key, value) -> sorted.put(key.getKey(), value));
        for (var one : sorted.entrySet()) {
            text.append(indent)
                    .append(one.getKey())
                    .append(" = ")
                    .append(one.getValue())
                    .append('\n');
        }
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
