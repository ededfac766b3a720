package ai.genops.server.knowledge;

import ai.genops.pipeline.config.ConfFile.Setting;
import ai.genops.pipeline.config.ConfFile.Stanza;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Problems;
import ai.genops.search.command.MacroCheck;
import ai.genops.search.knowledge.Macro;
import ai.genops.search.report.SearchException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads stanzas of macros.conf, `[name]` or `[name(2)]` with `definition` and `args` (Splunk, Admin Manual,
/// "macros.conf").
final class MacroReader {
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_.:-]+)(?:\\((\\d{1,2})\\))?");
    private static final String ARGUMENT = "[A-Za-z0-9_-]+";
    private static final Pattern TOKEN = Pattern.compile("\\$(" + ARGUMENT + ")\\$");

    private final Problems problems;

    MacroReader(Problems problems) {
        this.problems = problems;
    }

    /// By the name that Splunk keys them by, with the number of their arguments.
    Map<String, Macro> read(Map<String, Stanza> stanzas) {
        Map<String, Macro> macros = new LinkedHashMap<>();
        stanzas.forEach((name, stanza) -> {
            Setting definition = stanza.settings().get("definition");
            if (stanza.isSet("disabled")) {
                return;
            }
            if (definition == null) {
                problems.error(stanza.at(), "the macro `" + name + "` has no `definition`", "Add `definition = ...`.");
                return;
            }
            macros.put(name, macro(stanza, definition));
        });
        stanzas.forEach((name, stanza) -> {
            Macro macro = macros.get(name);
            if (macro != null) {
                calls(macro, stanza, macros);
            }
        });
        for (String name : MacroCheck.circular(macros)) {
            Stanza stanza = stanzas.get(name);
            if (stanza != null) {
                problems.error(stanza.at(), "the macro `" + name + "` names itself, directly or through others", "");
            }
        }
        return macros;
    }

    private Macro macro(Stanza stanza, Setting definition) {
        List<String> arguments = arguments(stanza);
        Matcher name = NAME.matcher(stanza.name());
        if (!name.matches()) {
            problems.error(
                    stanza.at(),
                    "`" + stanza.name() + "` cannot name a macro",
                    "Use letters, digits, `_`, `-`, `.` and `:`, and the number of its arguments: [name(2)].");
        } else {
            int count = name.group(2) == null ? 0 : Integer.parseInt(name.group(2));
            problems.require(
                    count == arguments.size(),
                    stanza.at(),
                    "the macro `%s` takes %d arguments by its name, and `args` names %d"
                            .formatted(stanza.name(), count, arguments.size()),
                    "Write [%s] and `args = a, b`, a name for each."
                            .formatted(name.group(1) + "(" + Math.max(1, arguments.size()) + ")"));
        }
        if (stanza.isSet("iseval")) {
            problems.error(
                    stanza.at("iseval"),
                    "the macro `" + stanza.name() + "` is computed (`iseval`), which is not available here",
                    "Write the text it stands for as its `definition`, or `disabled = 1`.");
        }
        if (!stanza.text("validation").isEmpty()) {
            problems.note(stanza.at("validation"), "arguments are not checked here: `validation` is passed over", "");
        }
        strangers(definition, arguments);
        return new Macro(arguments, definition.value());
    }

    private List<String> arguments(Stanza stanza) {
        String args = stanza.text("args");
        if (args.isEmpty()) {
            return List.of();
        }
        List<String> names = Stream.of(args.split(",", -1)).map(String::strip).toList();
        for (String name : names) {
            problems.require(
                    name.matches(ARGUMENT),
                    stanza.at("args"),
                    "`args` names `" + name + "`",
                    "Use letters, digits, `_` and `-`.");
        }
        problems.require(
                new HashSet<>(names).size() == names.size(), stanza.at("args"), "`args` names an argument twice", "");
        return names;
    }

    /// What looks like an argument and is none stays in the text: perhaps it was meant to be one.
    private void strangers(Setting definition, List<String> arguments) {
        TOKEN.matcher(definition.value())
                .results()
                .map(token -> token.group(1))
                .filter(token -> !arguments.contains(token) && !arguments.isEmpty())
                .distinct()
                .forEach(token -> problems.note(
                        definition.at(),
                        "`$" + token + "$` is no argument of the macro and stays as it is",
                        Names.didYouMean(token, arguments)));
    }

    private void calls(Macro macro, Stanza stanza, Map<String, Macro> macros) {
        Setting definition = stanza.settings().get("definition");
        if (definition == null) {
            return;
        }
        for (SearchException problem : MacroCheck.problems(macro.definition(), macros)) {
            String hint = problem.hint() == null ? "" : String.valueOf(problem.hint());
            problems.error(
                    definition.place(problem.line(), problem.column()), String.valueOf(problem.getMessage()), hint);
        }
    }
}
