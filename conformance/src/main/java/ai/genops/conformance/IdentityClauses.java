package ai.genops.conformance;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A unit is one span, of which it is known what it is and who it is for. */
final class IdentityClauses {
    private static final List<String> ATTRIBUTION = List.of("team", "project", "environment");
    private static final Set<String> EMPTY_WORDS =
            Set.of("unknown", "none", "null", "undefined", "n/a", "todo", "tbd", "changeme", "placeholder", "example");
    private static final Pattern PLACEHOLDER =
            Pattern.compile("<.*>|\\$\\{.*}|\\{\\{.*}}|your[-_ ].*|x{3,}|\\.{3,}", Pattern.CASE_INSENSITIVE);
    private static final Pattern TRACE = Pattern.compile("(?!0+$)[0-9a-f]{32}");
    private static final Pattern SPAN = Pattern.compile("(?!0+$)[0-9a-f]{16}");

    private IdentityClauses() {}

    static void check(Unit unit, Findings findings) {
        boolean isSpan = TRACE.matcher(unit.traceId()).matches()
                && SPAN.matcher(unit.spanId()).matches();
        findings.addIf(
                !isSpan,
                "unit.span",
                unit.traceId() + "/" + unit.spanId(),
                "a unit is one span; give it a trace id and a span id that are not zero");
        for (String tag : ATTRIBUTION) {
            attribution(unit, findings, tag);
        }
        unit.repeated().stream()
                .filter(name -> name.startsWith("genops."))
                .forEach(name -> findings.add(
                        "attribution.immutable", name, "set it once, when the unit starts, and never again"));
        for (String name : List.of("genops.operation.name", "genops.operation.type")) {
            findings.addIf(
                    unit.text(name).isBlank(),
                    name.substring("genops.".length()),
                    unit.get(name),
                    "set `" + name + "` when the unit starts");
        }
        findings.addIf(
                !unit.text("genops.spec.version").equals("0.1"),
                "spec.version",
                unit.get("genops.spec.version"),
                "set `genops.spec.version` to the text 0.1");
    }

    private static void attribution(Unit unit, Findings findings, String tag) {
        String name = "genops." + tag;
        String value = unit.text(name).strip();
        if (value.isEmpty()) {
            findings.add("attribution." + tag, unit.get(name), "set `" + name + "` when the unit starts");
            return;
        }
        boolean isPlaceholder = EMPTY_WORDS.contains(value.toLowerCase(Locale.ROOT))
                || PLACEHOLDER.matcher(value).matches();
        findings.addIf(
                isPlaceholder,
                "attribution.placeholder",
                name + " = " + value,
                "name the real " + tag + ", or refuse the unit");
        for (Unit.Event event : unit.events()) {
            Object other = event.get(name);
            findings.addIf(
                    other != null && !other.toString().equals(value),
                    "attribution.immutable",
                    name + " = " + value + ", in event " + event.name() + " " + other,
                    "attribution does not change within a unit");
        }
    }
}
