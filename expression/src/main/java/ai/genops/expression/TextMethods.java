package ai.genops.expression;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Methods of text (ECMA-262, 22.1.3 and B.2.2). Those that take a regular expression are in [RegexText].
final class TextMethods {
    static final Map<String, Method<String>> TABLE = Method.table(List.of(
            text("toUpperCase", 0, (self, _) -> self.toUpperCase(Locale.ROOT)),
            text("toLowerCase", 0, (self, _) -> self.toLowerCase(Locale.ROOT)),
            text("toLocaleUpperCase", 0, (self, _) -> self.toUpperCase(Locale.ROOT)),
            text("toLocaleLowerCase", 0, (self, _) -> self.toLowerCase(Locale.ROOT)),
            text("toString", 0, (self, _) -> self),
            text("valueOf", 0, (self, _) -> self),
            text("trim", 0, (self, _) -> trim(self, true, true)),
            text("trimStart", 0, (self, _) -> trim(self, true, false)),
            text("trimLeft", 0, (self, _) -> trim(self, true, false)),
            text("trimEnd", 0, (self, _) -> trim(self, false, true)),
            text("trimRight", 0, (self, _) -> trim(self, false, true)),
            text("substr", 0, TextMethods::substr),
            text("substring", 0, TextMethods::substring),
            text("slice", 0, TextMethods::slice),
            text("charAt", 0, (self, arguments) -> charAt(self, Arguments.integer(arguments, 0, 0))),
            text("concat", 0, TextMethods::concat),
            text("repeat", 0, TextMethods::repeat),
            text("padStart", 1, (self, arguments) -> pad(self, arguments) + self),
            text("padEnd", 1, (self, arguments) -> self + pad(self, arguments)),
            text("toWellFormed", 0, (self, _) -> wellFormed(self)),
            new Method<>("isWellFormed", Type.BOOLEAN, 0, (self, _) -> self.equals(wellFormed(self))),
            text("normalize", 0, TextMethods::normalize),
            text("replace", 1, RegexText::replace),
            text("replaceAll", 1, RegexText::replaceAll),
            new Method<>("at", Type.ANY, 0, TextMethods::at),
            new Method<>("charCodeAt", Type.NUMBER, 0, TextMethods::charCodeAt),
            new Method<>("codePointAt", Type.ANY, 0, TextMethods::codePointAt),
            new Method<>("includes", Type.BOOLEAN, 1, TextMethods::includes),
            new Method<>("startsWith", Type.BOOLEAN, 1, TextMethods::startsWith),
            new Method<>("endsWith", Type.BOOLEAN, 1, TextMethods::endsWith),
            new Method<>("indexOf", Type.NUMBER, 1, TextMethods::indexOf),
            new Method<>("lastIndexOf", Type.NUMBER, 1, TextMethods::lastIndexOf),
            new Method<>("localeCompare", Type.NUMBER, 1, TextMethods::localeCompare),
            new Method<>("split", Type.LIST, 0, RegexText::split),
            new Method<>("match", Type.ANY, 1, RegexText::match),
            new Method<>("matchAll", Type.LIST, 1, RegexText::matchAll),
            new Method<>("search", Type.NUMBER, 1, RegexText::search)));

    private TextMethods() {}

    private static Method<String> text(String name, int required, Method.Body<String> body) {
        return new Method<>(name, Type.TEXT, required, body);
    }

    static String trim(String text, boolean start, boolean end) {
        int from = start ? Numerals.skipSpaces(text, 0) : 0;
        int to = text.length();
        while (end && to > from && Numerals.isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static String substr(String self, @Nullable Object[] arguments) {
        int from = Arguments.place(arguments, 0, self.length(), 0);
        double count = Arguments.integer(arguments, 1, self.length());
        return self.substring(from, (int) Math.clamp(from + count, from, self.length()));
    }

    private static String substring(String self, @Nullable Object[] arguments) {
        int length = self.length();
        int a = (int) Math.clamp(Arguments.integer(arguments, 0, 0), 0, length);
        int b = (int) Math.clamp(Arguments.integer(arguments, 1, length), 0, length);
        return self.substring(Math.min(a, b), Math.max(a, b));
    }

    private static String slice(String self, @Nullable Object[] arguments) {
        int from = Arguments.place(arguments, 0, self.length(), 0);
        int to = Arguments.place(arguments, 1, self.length(), self.length());
        return from < to ? self.substring(from, to) : "";
    }

    private static String charAt(String self, double place) {
        return place >= 0 && place < self.length() ? String.valueOf(self.charAt((int) place)) : "";
    }

    private static @Nullable Object at(String self, @Nullable Object[] arguments) {
        double place = Arguments.integer(arguments, 0, 0);
        String found = charAt(self, place < 0 ? place + self.length() : place);
        return found.isEmpty() ? null : found;
    }

    private static Object charCodeAt(String self, @Nullable Object[] arguments) {
        double place = Arguments.integer(arguments, 0, 0);
        return place >= 0 && place < self.length() ? (double) self.charAt((int) place) : Double.NaN;
    }

    private static @Nullable Object codePointAt(String self, @Nullable Object[] arguments) {
        double place = Arguments.integer(arguments, 0, 0);
        return place >= 0 && place < self.length() ? (Object) (double) self.codePointAt((int) place) : null;
    }

    private static String concat(String self, @Nullable Object[] arguments) {
        var all = new StringBuilder(self);
        for (Object argument : arguments) {
            all.append(Values.text(argument));
            Limits.checkText(all.length());
        }
        return all.toString();
    }

    private static String repeat(String self, @Nullable Object[] arguments) {
        int times = Arguments.between(arguments, 0, 0, Integer.MAX_VALUE, 0, "repeat's count");
        Limits.checkText((long) self.length() * times);
        return self.repeat(times);
    }

    /// The text that brings `self` to the length asked for.
    private static String pad(String self, @Nullable Object[] arguments) {
        double length = Arguments.integer(arguments, 0, 0);
        String filler = Arguments.at(arguments, 1) == null ? " " : Arguments.text(arguments, 1);
        if (length <= self.length() || filler.isEmpty()) {
            return "";
        }
        Limits.checkText((long) length);
        int missing = (int) length - self.length();
        return filler.repeat(missing / filler.length()) + filler.substring(0, missing % filler.length());
    }

    private static String normalize(String self, @Nullable Object[] arguments) {
        String form = Arguments.at(arguments, 0) == null ? "NFC" : Arguments.text(arguments, 0);
        return switch (form) {
            case "NFC", "NFD", "NFKC", "NFKD" -> Normalizer.normalize(self, Normalizer.Form.valueOf(form));
            default -> throw new EvaluationException("normalize takes NFC, NFD, NFKC or NFKD, found '" + form + "'");
        };
    }

    /// With U+FFFD in place of each half of a surrogate pair that stands alone.
    private static String wellFormed(String self) {
        var text = new StringBuilder(self.length());
        self.codePoints()
                .forEach(code -> text.appendCodePoint(
                        Character.isBmpCodePoint(code) && Character.isSurrogate((char) code) ? 0xFFFD : code));
        return text.toString();
    }

    private static Object includes(String self, @Nullable Object[] arguments) {
        return self.indexOf(plain(arguments, "includes"), from(self, arguments)) >= 0;
    }

    private static Object startsWith(String self, @Nullable Object[] arguments) {
        return self.startsWith(plain(arguments, "startsWith"), from(self, arguments));
    }

    private static Object endsWith(String self, @Nullable Object[] arguments) {
        String end = plain(arguments, "endsWith");
        int to = (int) Math.clamp(Arguments.integer(arguments, 1, self.length()), 0, self.length());
        return self.startsWith(end, to - end.length());
    }

    private static Object indexOf(String self, @Nullable Object[] arguments) {
        return Values.box(self.indexOf(Arguments.text(arguments, 0), from(self, arguments)));
    }

    private static Object lastIndexOf(String self, @Nullable Object[] arguments) {
        double from = Arguments.number(arguments, 1);
        int place = Double.isNaN(from) ? self.length() : (int) Math.clamp(Values.integer(from), 0, self.length());
        return Values.box(self.lastIndexOf(Arguments.text(arguments, 0), place));
    }

    /// By code units: the same everywhere, whatever the machine's language.
    private static Object localeCompare(String self, @Nullable Object[] arguments) {
        return (double) Integer.signum(self.compareTo(Arguments.text(arguments, 0)));
    }

    private static int from(String self, @Nullable Object[] arguments) {
        return (int) Math.clamp(Arguments.integer(arguments, 1, 0), 0, self.length());
    }

    private static String plain(@Nullable Object[] arguments, String method) {
        if (Arguments.at(arguments, 0) instanceof Regex) {
            throw new EvaluationException(method + " takes text, not a regular expression");
        }
        return Arguments.text(arguments, 0);
    }

    /// split by text. An empty separator gives each UTF-16 unit.
    static List<@Nullable Object> split(String self, String separator, int limit) {
        List<@Nullable Object> parts = new ArrayList<>();
        int from = 0;
        while (parts.size() < limit) {
            int next = separator.isEmpty() ? from + 1 : self.indexOf(separator, from);
            if (separator.isEmpty() ? next > self.length() : next < 0) {
                break;
            }
            parts.add(self.substring(from, next));
            Limits.checkElements(parts.size());
            from = next + separator.length();
        }
        if (!separator.isEmpty() && parts.size() < limit) {
            parts.add(self.substring(from));
        }
        return parts;
    }
}
