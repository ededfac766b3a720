package ai.genops.observability.dashboard;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The places in a text that stand for what a viewer chose: {@code $name$}, or {@code $name|s$} with a filter that says
 * how the value is escaped. Any other dollar is a dollar, written {@code $$} in Simple XML.
 */
public final class Tokens {
    private static final Pattern TOKEN = Pattern.compile("\\$([\\w.:-]+)(\\|[snuh])?\\$");
    private static final Pattern DOLLAR = Pattern.compile("\\$\\$|\\$[\\w.:-]+(?:\\|[snuh])?\\$|\\$");

    private Tokens() {}

    /** Tokens in a text. */
    public static Matcher in(String text) {
        return TOKEN.matcher(text);
    }

    /** With dollars doubled that are none of a token's. */
    static String escape(String text) {
        return DOLLAR.matcher(text).replaceAll(found -> {
            String token = found.group();
            return Matcher.quoteReplacement(token.length() > 2 ? token : "$".repeat(token.length() * 2));
        });
    }

    /** The reverse. */
    static String unescape(String text) {
        return DOLLAR.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group().equals("$$") ? "$" : found.group()));
    }

    /** With the time picker's tokens as another product names that time. */
    static String time(String text, String earliest, String latest) {
        return text.replace("$time.earliest$", earliest).replace("$time.latest$", latest);
    }
}
