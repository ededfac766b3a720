package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// `add` sets fields in order; then `remove` takes away, but nothing that `keep` names.
final class EvalFunction implements CriblFunction {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_$][\\w$]*");
    private static final Pattern INSIDE = Pattern.compile("[A-Za-z_$][\\w$]*(\\.[\\w$-]+)+");

    @Override
    public List<Block> processors(Section conf, Steps steps) {
        List<Block> processors = new ArrayList<>();
        List<Block> expressions = new ArrayList<>();
        for (Section entry : conf.sections("add")) {
            add(entry, expressions, steps);
        }
        if (!expressions.isEmpty()) {
            processors.add(Block.of("eval", conf.at()).blocks("expressions", expressions));
        }
        List<String> keep = conf.texts("keep");
        List<String> remove = new ArrayList<>(conf.texts("remove"));
        List<String> members = remove.stream()
                .filter(name -> INSIDE.matcher(name).matches() && steps.isField(name.substring(0, name.indexOf('.'))))
                .toList();
        if (!members.isEmpty()) {
            processors.add(without(members, conf, steps));
            remove.removeAll(members);
        }
        if (remove.isEmpty() && !members.isEmpty()) {
            return processors;
        }
        if (remove.isEmpty() && !keep.isEmpty()) {
            steps.problems()
                    .note(
                            conf.at("keep"),
                            "`keep` without `remove` keeps what nobody takes away",
                            "Add `remove: ['*']` if all else is to go.");
        } else if (!remove.isEmpty()) {
            processors.add(remove(conf, keep, remove, steps));
        }
        if (processors.isEmpty()) {
            steps.problems().note(conf.at(), "this eval does nothing", "");
        }
        return processors;
    }

    private static void add(Section entry, List<Block> expressions, Steps steps) {
        String name = entry.text("name", "");
        boolean disabled = entry.flag("disabled", false);
        Yaml value = entry.find("value");
        entry.finish();
        if (disabled) {
            return;
        }
        String field = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        boolean isInside = INSIDE.matcher(name).matches() && !Words.isOwn(field);
        if (!isInside && !NAME.matcher(name).matches()) {
            steps.refuse(
                    entry.at("name"),
                    name.isEmpty()
                            ? "an expression without a name sets nothing here"
                            : "`" + name + "` is inside another field and cannot be set",
                    "Give the value a field of its own, of letters, digits and `_`.");
        } else if (value instanceof Yaml.Scalar scalar) {
            expressions.add(new Block(entry.at("name")).put(field, isInside ? with(name, scalar, steps) : scalar));
            steps.set(field);
        } else {
            steps.refuse(entry.at(), "`" + name + "` has no `value`", "Write an expression, as text.");
        }
    }

    /// The object that `a.b.c` is inside of, with that member: `({...a, 'b': {...(a)?.b, 'c': value}})`.
    private static Yaml.Scalar with(String name, Yaml.Scalar value, Steps steps) {
        String[] members = name.split("\\.", -1);
        String object = steps.isField(members[0]) ? members[0] : "attributes['" + members[0] + "']";
        StringBuilder made = new StringBuilder("({..." + object);
        for (int i = 1; i < members.length; i++) {
            made.append(", '").append(members[i]).append("': ");
            if (i < members.length - 1) {
                object += "?.['" + members[i] + "']";
                made.append("{...").append(object);
            }
        }
        made.append('(').append(value.text().strip()).append(')').append("}".repeat(members.length - 1));
        return Block.scalar(made.append(')').toString(), value.at());
    }

    /// Members of fields that are objects: the object without them.
    private static Block without(List<String> members, Section conf, Steps steps) {
        List<Block> expressions = new ArrayList<>();
        for (String name : members) {
            String field = name.substring(0, name.indexOf('.'));
            String rest = with(name, Block.scalar("undefined", conf.at("remove")), steps)
                    .text();
            expressions.add(new Block(conf.at("remove"))
                    .text(field, field + " && typeof " + field + " == 'object' ? " + rest + " : " + field));
        }
        return Block.of("eval", conf.at("remove")).blocks("expressions", expressions);
    }

    private static Block remove(Section conf, List<String> keep, List<String> remove, Steps steps) {
        List<String> patterns =
                new ArrayList<>(keep.stream().map(name -> "!" + name).toList());
        patterns.addAll(remove);
        for (String name : remove) {
            steps.problems()
                    .require(
                            !Words.isOwn(name)
                                    || name.equals("_raw")
                                    || name.equals("attributes")
                                    || steps.isField(name),
                            conf.at("remove"),
                            "`" + name + "` is what every event has and cannot be removed",
                            "Leave it out, or have the destination not send it.");
        }
        List<String> fields = new ArrayList<>();
        List<String> attributes = new ArrayList<>();
        steps.sort(patterns, fields, attributes);
        remove.stream().filter(steps::isField).map(Steps::attribute).forEach(attributes::add);
        if (takesAway(patterns, "_raw") && !fields.contains("_raw")) {
            fields.add("_raw");
        }
        Block block = Block.of("remove", conf.at("remove"));
        if (takesAway(fields)) {
            block.texts("fields", fields, conf.at("remove"));
        }
        if (takesAway(attributes)) {
            block.texts("attributes", attributes, conf.at("remove"));
        }
        return block;
    }

    /// Of the patterns that fit the first decides.
    private static boolean takesAway(List<String> patterns, String name) {
        for (String pattern : patterns) {
            boolean keeps = pattern.startsWith("!");
            if (name.matches("\\Q" + pattern.substring(keeps ? 1 : 0).replace("*", "\\E.*\\Q") + "\\E")) {
                return !keeps;
            }
        }
        return false;
    }

    private static boolean takesAway(List<String> patterns) {
        return patterns.stream().anyMatch(pattern -> !pattern.startsWith("!"));
    }
}
