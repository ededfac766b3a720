package ai.genops.destination.delivery;

import ai.genops.pipeline.config.Secret;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Takes the secrets of a destination out of texts. Safe for concurrent use.
public final class Redaction {
    /// Shorter ones would blot out innocent text.
    private static final int SHORTEST = 6;

    private final List<String> secrets = new CopyOnWriteArrayList<>();
    private final List<Secret> changing = new CopyOnWriteArrayList<>();

    /// Hides its value, and those it is given later.
    public void add(Secret secret) {
        changing.add(secret);
    }

    public void add(String secret) {
        if (secret.length() >= SHORTEST && !secrets.contains(secret)) {
            secrets.add(secret);
        }
    }

    public String apply(String text) {
        String redacted = text;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, "***");
        }
        for (Secret secret : changing) {
            for (String hidden : secret.hidden()) {
                redacted = hidden.length() >= SHORTEST ? redacted.replace(hidden, "***") : redacted;
            }
        }
        return redacted;
    }

    /// The text with each secret replaced by a mark that [#unmark] knows; null if the text holds such a mark itself.
    @Nullable
    String mark(String text) {
        if (text.contains("${secret:")) {
            return null;
        }
        String marked = text;
        for (int i = 0; i < secrets.size(); i++) {
            marked = marked.replace(secrets.get(i), "${secret:" + i + "}");
        }
        return marked;
    }

    /// Puts the secrets of today where [#mark] took them out.
    String unmark(String marked) {
        String text = marked;
        for (int i = 0; i < secrets.size(); i++) {
            text = text.replace("${secret:" + i + "}", secrets.get(i));
        }
        return text;
    }
}
