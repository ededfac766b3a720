package ai.genops.pipeline.processor;

import static java.util.stream.Collectors.joining;

import ai.genops.event.AttributeName;
import ai.genops.event.Fields;
import ai.genops.event.Own;
import ai.genops.expression.Expression;
import ai.genops.expression.ExpressionException;
import ai.genops.expression.Problem;
import ai.genops.expression.Scope;
import ai.genops.expression.Script;
import ai.genops.expression.Surroundings;
import ai.genops.expression.Type;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.lookup.LookupTables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is known while one pipeline is read, from its first processor to its last: the fields set so far, the
/// lookups, the problems, and every expression compiled. One thread.
public final class PipelineScope {
    /// Names that an event has of its own, which a pipeline cannot set: others are in [OwnName].
    private static final Set<String> BUILT_IN = Set.of(
            "attributes",
            "resource",
            "events",
            "kind",
            "trace_id",
            "span_id",
            "parent_span_id",
            "duration_ms",
            "_random",
            "__inputId",
            "sample_rate",
            "pipeline");

    /// What to do instead of setting some of them.
    private static final Map<String, String> INSTEAD = Map.of(
            "attributes",
                    "Set a field of its own; attributes are changed one by one by `parse`, `rename` and `remove`.",
            "resource",
                    "Set a field of its own; its attributes are changed by `rename` and `remove`, under `resource`.",
            "events", "Set a field of its own; `mask` and `redact` change what span events say.",
            "trace_id", "It is what the event is found by; give the field another name.",
            "span_id", "It is what the event is found by; give the field another name.",
            "parent_span_id", "It is what the event is found by; give the field another name.",
            "duration_ms", "It is what was measured; give the field another name, and let destinations send that.",
            "kind", "It says what was received; give the field another name.");

    private static final Pattern WORD = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");
    private static final Pattern TEXTS = Pattern.compile("'(?:[^'\\\\]|\\\\.)*+'|\"(?:[^\"\\\\]|\\\\.)*+\"");

    private final Fields fields = new Fields();
    private final Scope scope;
    private final Map<String, Type> types = new HashMap<>();
    private final List<Failures> expressions = new ArrayList<>();
    private final Map<String, Sources> sources = new HashMap<>();
    /// What the processor being read sets of the event's own.
    private final List<OwnFields.Field> own = new ArrayList<>();

    private final LookupTables lookups;
    private final Problems problems;
    /// Whether attributes were set whose names are not known, from whatever there was.
    private boolean copiesAnywhere;
    /// Whether the processor being read works on some events only.
    private boolean conditional;

    /// Where events are chained, which has to be the last that happens to them.
    private @Nullable Location chain;
    /// The processors behind which events pass no others.
    private final List<Location> ends = new ArrayList<>();

    /// @param surroundings what expressions may use of the configuration around them
    public PipelineScope(LookupTables lookups, Surroundings surroundings, Problems problems) {
        this.scope = Scope.of(fields, surroundings);
        this.lookups = lookups;
        this.problems = problems;
    }

    public Fields fields() {
        return fields;
    }

    public Scope scope() {
        return scope;
    }

    public LookupTables lookups() {
        return lookups;
    }

    public Problems problems() {
        return problems;
    }

    /// Reads `bare_names`: whether a name that nothing sets is the attribute of that name, or else an error.
    public boolean bareNames(Section block) {
        boolean attributes = block.choice("bare_names", "error", List.of("error", "attributes"))
                .equals("attributes");
        scope.readBareNames(attributes);
        return attributes;
    }

    /// Every expression compiled so far, and what else counts its failures.
    public List<Failures> expressions() {
        return List.copyOf(expressions);
    }

    /// Counts the failures of something that is no expression: a parser, a price.
    Failures failures(String sets, String source, Location at) {
        var failures = new Failures(sets, source, at);
        expressions.add(failures);
        return failures;
    }

    /// Reads a processor; `some`: it works on some events only, so that fields may have the type they had before.
    Processor under(boolean some, Supplier<Processor> reading) {
        boolean before = conditional;
        conditional |= some;
        Processor processor = reading.get();
        conditional = before;
        return processor;
    }

    /// The processor at this place chains what is delivered, so no event may pass it by on an earlier way out.
    void chains(Location at) {
        chain = at;
        for (Location end : ends) {
            problems.require(
                    end.equals(at),
                    end,
                    "`final` leads events past the chain at " + at + ": they would be delivered outside of it",
                    "Take `final` away, or chain in a pipeline of its own.");
        }
    }

    /// Behind this place events go to the routes at once.
    void endsEarly(Location at) {
        ends.add(at);
    }

    /// A processor stands here: nothing may, if events are chained already.
    void behindChain(Location at, String type) {
        problems.require(
                chain == null,
                at,
                "`" + type + "` stands behind the chain at " + chain + ": what it changes would break the proof",
                "Put the chain last.");
    }

    /// Where a field's value comes from.
    Sources sources(String field) {
        return sources.getOrDefault(field, new Sources());
    }

    /// The slot of a field that is set from here on.
    int define(String field, Type type, Location at) {
        problems.require(
                !BUILT_IN.contains(field),
                at,
                "`" + field + "` is a name every event has and cannot be set",
                INSTEAD.getOrDefault(field, "Give the field another name."));
        Type before = types.getOrDefault(field, type);
        Type now = conditional && before != type ? Type.ANY : type;
        types.put(field, now);
        int slot = scope.define(field, now);
        OwnName name = OwnName.of(field);
        if (name != null) {
            own.add(new OwnFields.Field(slot, name, failures(field, field, at)));
        } else if (scope.readsBareNames()) {
            var never = new Failures(field, field, at);
            own.add(new OwnFields.Field(slot, OwnName.insteadOfAttribute(field), never));
        }
        return slot;
    }

    /// What the processor being read sets of the event's own, for whoever shows it there.
    OwnFields ownFields() {
        var taken = new OwnFields(List.copyOf(own));
        own.clear();
        return taken;
    }

    /// Masking anything masks from here on `field` as well, and masking it everything.
    void readsEverything(String field) {
        sources.computeIfAbsent(field, _ -> new Sources()).everything = true;
    }

    /// Whether any attribute may be a copy of any other value from here on.
    boolean copiesAnywhere() {
        return copiesAnywhere;
    }

    /// Nothing is known of the field's type any more.
    void mayBeAnything(String field) {
        if (types.put(field, Type.ANY) != null) {
            scope.define(field, Type.ANY);
        }
    }

    /// Masking `copy` masks from here on what `field` was read from.
    void copySources(String field, String copy) {
        sources.computeIfAbsent(copy, _ -> new Sources()).add(sources(field));
    }

    /// A filter or condition; always true if it cannot be compiled, which is a problem then.
    ///
    /// @param never what follows if it holds for no event
    public Condition condition(Yaml.Scalar source, String decides, String never) {
        Guarded compiled = compile(source, decides, scope.filter(), List.of(), never);
        return compiled == null ? Condition.ALWAYS : compiled;
    }

    /// A value and the type it is known to have.
    Typed value(Yaml.Scalar source, String sets) {
        Guarded compiled = compile(source, sets, scope, List.of(), "");
        return compiled == null ? new Typed(_ -> null, Type.ANY) : new Typed(compiled, compiled.type());
    }

    /// An expression that may use `parameters` as well; null if it cannot be compiled, which is a problem then.
    @Nullable
    Guarded function(Yaml.Scalar source, String sets, List<String> parameters) {
        return compile(source, sets, scope, parameters, "");
    }

    record Typed(Value value, Type type) {}

    private @Nullable Guarded compile(
            Yaml.Scalar source, String sets, Scope names, List<String> parameters, String never) {
        try {
            Expression expression = Expression.compile(source.text(), names, parameters);
            String follows = Boolean.FALSE.equals(expression.always()) ? never : "";
            expression.notes().forEach(note -> note(source, note, follows));
            KnownAttributes.note(expression.attributes(), source, this);
            var guarded = new Guarded(expression, sets, source.text().strip(), source.textAt());
            expressions.add(guarded.failures());
            sources.computeIfAbsent(sets, _ -> new Sources())
                    .add(read(expression.source(), expression.attributes(), expression.readsAllAttributes()));
            return guarded;
        } catch (ExpressionException e) {
            tell(source, e);
            return null;
        }
    }

    private void tell(Yaml.Scalar source, ExpressionException e) {
        e.problems().forEach(problem -> problems.error(at(source, problem), problem.message(), caret(source, problem)));
    }

    /// Statements in JavaScript; null if they cannot be compiled, which is a problem then.
    @Nullable
    Script script(Yaml.Scalar source, int maxRounds) {
        try {
            Script script = Script.compile(source.text(), scope, maxRounds);
            script.notes().forEach(note -> note(source, note, ""));
            KnownAttributes.note(script.attributes(), source, this);
            Sources read = read(script.source(), script.attributes(), script.readsAllAttributes());
            copiesAnywhere |= script.setsAttributes();
            for (Script.Change change : script.changes()) {
                sources.computeIfAbsent(change.name(), _ -> new Sources()).add(read);
            }
            return script;
        } catch (ExpressionException e) {
            tell(source, e);
            return null;
        }
    }

    /// Notes something of an expression, with its place under a caret.
    ///
    /// @param follows what follows from it, or is empty
    void note(Yaml.Scalar source, Problem note, String follows) {
        problems.note(at(source, note), note.message(), (caret(source, note) + "\n" + follows).stripTrailing());
    }

    /// What an expression reads. Fields and what an event has of its own are found as words of its source: a word too
    /// many masks too much, which harms less than the other.
    private Sources read(String source, Set<AttributeName> attributes, boolean all) {
        var read = new Sources();
        attributes.forEach(attribute -> read.attributes.addAll(attribute.keys()));
        read.everything = all;
        Matcher words = WORD.matcher(TEXTS.matcher(Expression.words(source)).replaceAll("''"));
        while (words.find()) {
            String word = words.group();
            switch (word) {
                case "_raw", "events" -> read.everything = true;
                case "name", "event_name" -> read.name = true;
                default -> {
                    Own received = Own.ofWord(word);
                    if (received != null && received.isFree()) {
                        read.own.add(received.key());
                    }
                }
            }
            read.add(sources(word));
        }
        return read;
    }

    private static Location at(Yaml.Scalar source, Problem problem) {
        return source.textAt().within(problem.line(), problem.column());
    }

    /// The source line with a caret under the place.
    private static String caret(Yaml.Scalar source, Problem problem) {
        return problem.render(source.text())
                .lines()
                .skip(1)
                .map(String::stripTrailing)
                .collect(joining("\n"))
                .stripIndent();
    }
}
