package ai.genops.pipeline.cribl;

import ai.genops.event.Own;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The processors that a pipeline's functions become, in order, and what is known while they do: which names are fields
/// by now, and which some expression uses. In Cribl all of an event is fields; here some of it is attributes.
final class Steps {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_$][\\w$]*");
    private static final Pattern ATTRIBUTE = Pattern.compile("attributes(?:\\[(['\"])([^'\"]+)\\1]|\\.([\\w.*]+))");

    private final Problems problems;
    private final CriblPipeline.Around around;
    private final Set<String> used = new LinkedHashSet<>();
    private final Set<String> fields = new LinkedHashSet<>();
    private final List<Block> processors = new ArrayList<>();
    private final List<LookupNeed> lookups = new ArrayList<>();

    Steps(Problems problems, CriblPipeline.Around around) {
        this.problems = problems;
        this.around = around;
    }

    /// Expressions use these names.
    void use(Set<String> names) {
        used.addAll(names);
    }

    Problems problems() {
        return problems;
    }

    CriblPipeline.Around around() {
        return around;
    }

    void add(Block processor) {
        processors.add(processor);
    }

    /// Takes away the processors after the first `count`.
    void leaveOut(int count) {
        processors.subList(count, processors.size()).clear();
    }

    List<Block> processors() {
        return processors;
    }

    void need(LookupNeed lookup) {
        lookups.add(lookup);
    }

    List<LookupNeed> lookups() {
        return List.copyOf(lookups);
    }

    /// From here on it is a field.
    void set(String field) {
        fields.add(field);
    }

    boolean isField(String name) {
        return fields.contains(name);
    }

    Set<String> fields() {
        return fields;
    }

    /// Names that expressions use and nobody has set yet.
    List<String> missing() {
        return used.stream()
                .filter(name -> !fields.contains(name) && !name.startsWith("__"))
                .toList();
    }

    /// A name of Cribl's as an expression of ours: a name alone that is no field is an attribute.
    Yaml.Scalar expression(Yaml.Scalar name) {
        String text = name.text().strip();
        boolean attribute =
                NAME.matcher(text).matches() && !isField(text) && !Words.isOwn(text) && Own.ofWord(text) == null;
        return attribute ? Block.scalar("attributes['" + text + "']", name.at()) : name;
    }

    /// The attribute that a name means: `attributes['a.b']`, `attributes.a.b`, or what is no field.
    static String attribute(String name) {
        var form = ATTRIBUTE.matcher(name);
        return form.matches() ? form.group(2) == null ? form.group(3) : form.group(2) : name;
    }

    /// Sorts names into those of fields and those of attributes; a pattern may mean both.
    void sort(List<String> names, List<String> ofFields, List<String> ofAttributes) {
        for (String name : names) {
            String bare = name.startsWith("!") ? name.substring(1) : name;
            String sign = name.startsWith("!") ? "!" : "";
            boolean pattern = bare.contains("*") && attribute(bare).equals(bare);
            if (pattern || isField(bare)) {
                ofFields.add(name);
            }
            if (pattern || !isField(bare)) {
                ofAttributes.add(bare.equals("attributes") ? sign + "*" : sign + attribute(bare));
            }
        }
    }

    /// A field of its own for what a function has taken apart; gone at the end of the pipeline.
    String scratch() {
        String name = "__parsed"
                + (fields.stream().filter(field -> field.startsWith("__parsed")).count() + 1);
        set(name);
        return name;
    }

    void refuse(Location at, String text, String hint) {
        problems.error(at, text, hint);
    }

    /// Keys that would do something here does not; `usual` is what Cribl writes when they do nothing.
    void refuse(Section conf, String key, Set<String> usual, String hint) {
        Yaml value = conf.find(key);
        boolean nothing = switch (value) {
            case null -> true;
            case Yaml.Scalar scalar ->
                scalar.text().isBlank() || usual.contains(scalar.text().strip());
            case Yaml.Sequence list -> list.items().isEmpty();
            case Yaml.Mapping mapping -> mapping.members().isEmpty();
        };
        problems.require(nothing, conf.at(key), "`" + key + "` has no equivalent here", hint);
    }
}
