package ai.genops.destination.settings;

import ai.genops.destination.template.PayloadTemplate;
import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A destination's block while it is read: notes what is not configured, and what is wrong.
public final class DestinationBlock {
    private final Section section;
    private final List<String> missing = new ArrayList<>();

    public DestinationBlock(Section section) {
        this.section = section;
    }

    public Section section() {
        return section;
    }

    /// In words that follow "not configured".
    public List<String> missing() {
        return List.copyOf(missing);
    }

    /// Must be there; may name variables.
    public Secret required(String key) {
        return present(section.secretOrLater(key));
    }

    /// May be absent; if there, may name variables.
    public Secret optional(String key) {
        return section.has(key) ? required(key) : new Secret("", "");
    }

    /// An http or https address that must be there, without a path or with one. A problem never quotes it: its path
    /// may be the secret.
    public Secret address(String key) {
        Secret address = required(key);
        section.problems()
                .require(
                        !address.isPresent() || address.value().isEmpty() || isAddress(address.value()),
                        section.at(key),
                        "`" + key + "` is not an http or https address",
                        "Write `https://host/path`.");
        return address;
    }

    /// Values by name, each of which may name variables.
    public Map<String, Secret> named(String key) {
        Section values = section.section(key);
        Map<String, Secret> named = new LinkedHashMap<>();
        values.keys().forEach(name -> named.put(name, present(values.secretOrLater(name))));
        return named;
    }

    /// HTTP headers by name.
    public Map<String, Secret> headers(String key) {
        Map<String, Secret> headers = named(key);
        headers.forEach((name, value) -> {
            if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+") || value.value().matches("(?s).*[\\r\\n\\x00].*")) {
                String text = "header `" + name + "` is not a valid HTTP header";
                section.problems().error(section.section(key).at(name), text, "");
            }
        });
        return headers;
    }

    /// Either none of these or all.
    public void together(String... keys) {
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

    public @Nullable PayloadTemplate template(String key) {
        PayloadTemplate template = PayloadTemplate.read(section, key);
        if (template != null) {
            template.missing().forEach(this::miss);
        }
        return template;
    }

    public void miss(String reason) {
        if (!missing.contains(reason)) {
            missing.add(reason);
        }
    }

    private static boolean isAddress(String text) {
        try {
            URI uri = new URI(text);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private Secret present(Secret secret) {
        if (!secret.isPresent()) {
            miss(secret.missing());
        }
        return secret;
    }
}
