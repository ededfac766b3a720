package ai.genops.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/// The methods of text that take a regular expression or a text (ECMA-262, 22.1.3 and 22.2.6).
final class RegexText {
    private RegexText() {}

    static Object replace(String self, @Nullable Object[] arguments) {
        Object wanted = Arguments.at(arguments, 0);
        return wanted instanceof Regex regex
                ? replace(self, regex, Arguments.at(arguments, 1), regex.isGlobal())
                : replaceText(self, Values.text(wanted), Arguments.at(arguments, 1), false);
    }

    static Object replaceAll(String self, @Nullable Object[] arguments) {
        Object wanted = Arguments.at(arguments, 0);
        if (wanted instanceof Regex regex && !regex.isGlobal()) {
            throw new EvaluationException("replaceAll needs a regular expression with the flag g");
        }
        return wanted instanceof Regex regex
                ? replace(self, regex, Arguments.at(arguments, 1), true)
                : replaceText(self, Values.text(wanted), Arguments.at(arguments, 1), true);
    }

    private static Object replace(String self, Regex regex, @Nullable Object by, boolean all) {
        return regex.over(self, matcher -> {
            var out = new StringBuilder();
            int from = 0;
            while (matcher.find()) {
                out.append(self, from, matcher.start());
                append(RegexMatch.of(matcher, self, regex.groupNames()), matcher.start(), self, by, out);
                Limits.checkText(out.length());
                from = matcher.end();
                if (!all) {
                    break;
                }
            }
            return out.append(self, from, self.length()).toString();
        });
    }

    private static Object replaceText(String self, String wanted, @Nullable Object by, boolean all) {
        var out = new StringBuilder();
        int from = 0;
        int found = self.indexOf(wanted);
        while (found >= 0) {
            out.append(self, from, found);
            append(List.of(wanted), found, self, by, out);
            Limits.checkText(out.length());
            from = found + wanted.length();
            int next = Math.max(from, found + 1);
            found = all && next <= self.length() ? self.indexOf(wanted, next) : -1;
        }
        return out.append(self, from, self.length()).toString();
    }

    private static void append(List<?> match, int start, String self, @Nullable Object by, StringBuilder out) {
        if (by instanceof Callback callback) {
            List<@Nullable Object> given = new ArrayList<>(match);
            given.add((double) start);
            given.add(self);
            out.append(Values.text(callback.call(given.toArray())));
        } else {
            substitute(match, start, self, Values.text(by), out);
        }
    }

    /// GetSubstitution: `$$`, `$&`, `` $` ``, `$'`, `$1` to `$99` and `$<name>`.
    private static void substitute(List<?> match, int start, String self, String template, StringBuilder out) {
        int end = start + Values.text(match.getFirst()).length();
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            char next = c == '$' && i + 1 < template.length() ? template.charAt(i + 1) : 0;
            switch (next) {
                case '$' -> out.append('$');
                case '&' -> out.append(self, start, end);
                case '`' -> out.append(self, 0, start);
                case '\'' -> out.append(self, end, self.length());
                default -> {
                    int length = group(match, template, i, next, out);
                    if (length == 0) {
                        out.append(c);
                    }
                    i += length - (length == 0 ? 0 : 2);
                    next = length == 0 ? 0 : next;
                }
            }
            i += next == 0 ? 0 : 1;
        }
    }

    /// Appends the group that `$` at a place stands for; gives the length of the reference, 0 if it is none.
    private static int group(List<?> match, String template, int at, char next, StringBuilder out) {
        if (next == '<' && match instanceof RegexMatch named && named.named() != null) {
            int end = template.indexOf('>', at);
            if (end > 0) {
                appendGroup(Members.get(named.named(), template.substring(at + 2, end)), out);
                return end + 1 - at;
            }
        }
        for (int length = 3; length > 1; length--) {
            String digits =
                    template.substring(Math.min(at + 1, template.length()), Math.min(at + length, template.length()));
            if (digits.length() == length - 1 && digits.matches("[0-9]+")) {
                int group = Integer.parseInt(digits);
                if (group > 0 && group < match.size()) {
                    appendGroup(match.get(group), out);
                    return length;
                }
            }
        }
        return 0;
    }

    private static void appendGroup(@Nullable Object group, StringBuilder out) {
        out.append(group == null ? "" : Values.text(group));
    }

    static @Nullable Object match(String self, @Nullable Object[] arguments) {
        Regex regex = regex(arguments, "match");
        if (!regex.isGlobal()) {
            return exec(regex, self);
        }
        List<@Nullable Object> found = new ArrayList<>();
        regex.over(self, matcher -> {
            while (matcher.find()) {
                found.add(matcher.group());
                Limits.checkElements(found.size());
            }
            return found;
        });
        return found.isEmpty() ? JsNull.NULL : found;
    }

    static Object matchAll(String self, @Nullable Object[] arguments) {
        Regex regex = regex(arguments, "matchAll");
        if (!regex.isGlobal()) {
            throw new EvaluationException("matchAll needs a regular expression with the flag g");
        }
        List<@Nullable Object> found = new ArrayList<>();
        regex.over(self, matcher -> {
            while (matcher.find()) {
                found.add(RegexMatch.of(matcher, self, regex.groupNames()));
                Limits.checkElements(found.size());
            }
            return found;
        });
        return found;
    }

    static Object exec(Regex regex, String text) {
        return regex.over(
                text, matcher -> matcher.find() ? RegexMatch.of(matcher, text, regex.groupNames()) : JsNull.NULL);
    }

    static Object search(String self, @Nullable Object[] arguments) {
        return regex(arguments, "search").over(self, matcher -> matcher.find() ? (double) matcher.start() : -1.0);
    }

    static Object split(String self, @Nullable Object[] arguments) {
        Object separator = Arguments.at(arguments, 0);
        Object most = Arguments.at(arguments, 1);
        int limit = most == null ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, uint32(most));
        if (separator == null) {
            return limit == 0 ? List.of() : List.of(self);
        }
        return separator instanceof Regex regex
                ? split(self, regex, limit)
                : TextMethods.split(self, Values.text(separator), limit);
    }

    private static long uint32(Object value) {
        return Integer.toUnsignedLong(Values.int32(Values.number(value)));
    }

    private static Object split(String self, Regex regex, int limit) {
        if (regex.isSticky()) {
            throw new EvaluationException("split takes no regular expression with the flag y");
        }
        if (self.isEmpty()) {
            return regex.test(self) || limit == 0 ? List.of() : List.of(self);
        }
        return regex.over(self, matcher -> {
            List<@Nullable Object> parts = new ArrayList<>();
            int from = 0;
            while (matcher.find()) {
                if (matcher.start() < self.length() && (matcher.end() > from) && (matcher.end() > 0)) {
                    from = cut(self, from, matcher, parts);
                }
            }
            parts.add(self.substring(from));
            return new ArrayList<>(parts.subList(0, Math.min(limit, parts.size())));
        });
    }

    private static int cut(String self, int from, Matcher matcher, List<@Nullable Object> parts) {
        parts.add(self.substring(from, matcher.start()));
        for (int i = 1; i <= matcher.groupCount(); i++) {
            parts.add(matcher.group(i));
        }
        Limits.checkElements(parts.size());
        return matcher.end();
    }

    private static Regex regex(@Nullable Object[] arguments, String method) {
        if (Arguments.at(arguments, 0) instanceof Regex regex) {
            return regex;
        }
        throw new EvaluationException(method + " needs a regular expression such as /a+/, found "
                + Arguments.describe(Arguments.at(arguments, 0)));
    }
}
