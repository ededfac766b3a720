package ai.genops.pipeline.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the YAML parser's messages mean to somebody who wrote a configuration.
enum YamlErrors {
    TAB(".*\\\\t\\(TAB\\).*", "a tab stands where only spaces may", "Indent with spaces."),
    INDENTATION(
            "expected <block end>, but found .*",
            "this line is indented neither like the ones of a block before it nor like a part of one",
            "Keys of one block, and entries of one list, stand in one column."),
    COLON(
            "mapping values are not allowed here",
            "a colon stands in a text without quotes, or this key is indented deeper than the one before it",
            "Put the text in quotes, or the key in the column of its block."),
    ESCAPE(
            "found unknown escape character (.)\\(\\d+\\)",
            "`\\$1` is no escape in double quotes",
            "Use single quotes, in which YAML leaves `\\` as it is."),
    OPEN_QUOTE(
            "found unexpected end of stream",
            "a quote is opened here and nowhere closed",
            "Close it; within single quotes, write ' as ''."),
    RESERVED(
            "found character '?([@`%])'? ?.*that cannot start any token.*",
            "a text cannot begin with `$1` without quotes", "Put it in quotes."),
    OTHER("(.*)", "is not valid YAML: $1", "Check indentation, quotes and colons there.");

    private final Pattern theirs;
    private final String ours;
    private final String hint;

    YamlErrors(String theirs, String ours, String hint) {
        this.theirs = Pattern.compile(theirs, Pattern.DOTALL);
        this.ours = ours;
        this.hint = hint;
    }

    static void tell(String problem, Location at, Problems problems) {
        for (YamlErrors kind : values()) {
            Matcher matcher = kind.theirs.matcher(problem);
            if (matcher.matches()) {
                String found = matcher.groupCount() > 0 ? matcher.group(1) : "";
                problems.error(at, kind.ours.replace("$1", found), kind.hint);
                return;
            }
        }
    }
}
