package ai.genops.observability.validate;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came back, as far as it is read.
 *
 * @param type the content type; empty if there is none
 * @param location where a redirect leads; else empty
 */
record Answer(int status, String type, String location, String text) {
    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.{0,200}?)</title>");
    private static final int EXCERPT = 120;

    JsonFields json() {
        return JsonFields.of(text);
    }

    /** In a few words, for people: {@code HTTP 502, HTML "Bad Gateway"}. */
    String described() {
        String content = text.strip().replaceAll("\\s+", " ");
        if (content.isEmpty()) {
            return "HTTP " + status + " without content";
        }
        if (type.contains("html") || content.startsWith("<!") || content.startsWith("<html")) {
            Matcher title = TITLE.matcher(content);
            return "HTTP " + status + ", a page of HTML"
                    + (title.find() ? " titled `" + title.group(1).strip() + "`" : "");
        }
        String excerpt = content.length() > EXCERPT ? content.substring(0, EXCERPT) + "..." : content;
        return "HTTP " + status + ", `" + excerpt.replaceAll("\\p{Cntrl}", "?") + "`";
    }

    /** What is known to answer like this where something else is expected; empty if nothing. */
    String guess() {
        if (status / 100 == 3) {
            return "it sends clients elsewhere" + (location.isEmpty() ? "" : ", to " + host(location))
                    + ": a login page or a proxy in front of it";
        }
        if (text.contains("<response>") && text.contains("<messages>")) {
            return "it answers as Splunk's management port, usually 8089, which takes no events";
        }
        if (text.contains("Splunk") && type.contains("html")) {
            return "it is a page of Splunk Web, usually on port 8000, which takes no events";
        }
        if (type.contains("html")) {
            return "a proxy, a balancer or another web server answers in its place";
        }
        return "";
    }

    /** Its query may hold what must not be shown. */
    private static String host(String location) {
        return location.replaceFirst("[?#].*", "").replaceFirst("//[^/@]*@", "//");
    }
}
