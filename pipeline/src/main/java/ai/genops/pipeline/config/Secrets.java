package ai.genops.pipeline.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Resolves `${NAME}` from the environment and recognises what documentation puts where a secret belongs.
public final class Secrets {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)}");

    /// Texts that stand in examples for a value of one's own.
    private static final List<Pattern> EXAMPLES = List.of(
            Pattern.compile("<[a-z-]+>"),
            Pattern.compile("T0{8}/B0{8}/X+"),
            Pattern.compile("\\b123456789012\\b"),
            Pattern.compile("abc123\\.\\.\\."),
            Pattern.compile("\\byour-[a-z-]+", Pattern.CASE_INSENSITIVE),
            Pattern.compile("\\bYOUR_[A-Z_]+"),
            Pattern.compile("\\b(?:[a-z0-9-]+\\.)*(?:example|company)\\.com\\b"));

    private final Lookup environment;

    /// Where variables come from.
    @FunctionalInterface
    public interface Lookup {
        @Nullable
        String get(String name);
    }

    public Secrets(Lookup environment) {
        this.environment = environment;
    }

    public @Nullable String variable(String name) {
        return environment.get(name);
    }

    /// The text with its references resolved; missing if a variable is not set or the text is an example's.
    public Secret resolve(String text) {
        Matcher references = REFERENCE.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (references.find()) {
            String value = environment.get(references.group(1));
            if (value == null || value.isEmpty()) {
                return new Secret("", references.group(1) + " is not set");
            }
            references.appendReplacement(resolved, Matcher.quoteReplacement(value));
        }
        String value = references.appendTail(resolved).toString();
        String example = example(text);
        return example.isEmpty() ? new Secret(value, "") : new Secret("", "`" + example + "` is an example");
    }

    /// The part of a text that is an example's; empty if none is.
    public static String example(String text) {
        for (Pattern pattern : EXAMPLES) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.find()) {
                return matcher.group();
            }
        }
        return "";
    }
}
