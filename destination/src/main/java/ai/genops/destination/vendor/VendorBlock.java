package ai.genops.destination.vendor;

import ai.genops.destination.template.PayloadTemplate;
import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A vendor's block while it is read: notes what is not configured.
final class VendorBlock {
    private final Section section;
    private final List<String> missing = new ArrayList<>();

    VendorBlock(Section section) {
        this.section = section;
    }

    Section section() {
        return section;
    }

    /// In words that follow "not configured".
    List<String> missing() {
        return missing;
    }

    /// Must be there; may name variables.
    Secret required(String key) {
        return present(section.secret(key));
    }

    /// May be absent; if there, may name variables.
    Secret optional(String key) {
        return section.has(key) ? required(key) : new Secret("", "");
    }

    /// An http or https address that must be there.
    void address(String key) {
        Secret address = required(key);
        String value = address.value().toLowerCase(Locale.ROOT);
        boolean wrong = address.isPresent() && !value.isEmpty() && !value.matches("https?://[^/\\s]+.*");
        section.problems()
                .require(
                        !wrong,
                        section.at(key),
                        "`" + key + "` is not an http or https address",
                        "Write `https://host`.");
    }

    /// Values by name, each of which may name variables.
    void named(String key) {
        Section values = section.section(key);
        values.keys().forEach(name -> present(values.secret(name)));
    }

    /// Either none of these or all.
    void together(String... keys) {
        for (String key : keys) {
            for (String other : keys) {
                if (section.has(key) && !section.has(other)) {
                    String text = "`" + key + "` needs `" + other + "` beside it";
                    section.problems().error(section.at(key), text, "Add `" + other + ": ...`, or remove it.");
                }
            }
        }
        List.of(keys).forEach(this::optional);
    }

    @Nullable
    PayloadTemplate template(String key) {
        PayloadTemplate template = PayloadTemplate.read(section, key);
        if (template != null) {
            template.missing().forEach(this::miss);
        }
        return template;
    }

    void miss(String reason) {
        if (!missing.contains(reason)) {
            missing.add(reason);
        }
    }

    private Secret present(Secret secret) {
        if (!secret.isPresent()) {
            miss(secret.missing());
        }
        return secret;
    }
}
