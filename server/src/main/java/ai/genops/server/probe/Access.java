package ai.genops.server.probe;

import ai.genops.destination.settings.DestinationBlock;
import ai.genops.observability.validate.Secret;
import ai.genops.pipeline.config.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a destination's block says of where and as whom; remembers what is missing, and what must not be shown.
final class Access {
    private final Section section;
    private final DestinationBlock block;
    private final List<Secret> hidden = new ArrayList<>();
    private final List<String> missingElsewhere = new ArrayList<>();

    Access(Section section) {
        this.section = section;
        block = new DestinationBlock(section);
    }

    /// An address, which is not hidden but where it is secret itself: its host is shown, its path never.
    String address(String key, String otherwise) {
        return section.has(key) || otherwise.isEmpty() ? block.required(key).value() : otherwise;
    }

    /// A value that must be there; never shown.
    String secret(String key) {
        return hide(block.required(key));
    }

    /// A value that may be there; empty if not. Never shown.
    String optional(String key) {
        return hide(block.optional(key));
    }

    /// A value that is no secret.
    String plain(String key) {
        return block.optional(key).value();
    }

    Map<String, Secret> headers() {
        Map<String, Secret> headers = new LinkedHashMap<>();
        block.headers("headers").forEach((name, value) -> headers.put(name, Secret.of(hide(value))));
        return headers;
    }

    boolean has(String key) {
        return section.has(key);
    }

    void missing(List<String> reasons) {
        missingElsewhere.addAll(reasons);
    }

    /// In words that follow "not configured".
    List<String> missing() {
        List<String> all = new ArrayList<>(block.missing());
        all.addAll(missingElsewhere);
        return all;
    }

    List<Secret> hidden() {
        return List.copyOf(hidden);
    }

    /// The address without its path.
    static String host(String address) {
        return address.replaceFirst("^([a-zA-Z]+://[^/?#]+).*$", "$1");
    }

    /// The path of an address, without a slash at its end; empty if it has none.
    static String path(String address) {
        return address.replaceFirst("^[a-zA-Z]+://[^/?#]+", "").replaceFirst("/+$", "");
    }

    private String hide(ai.genops.pipeline.config.Secret secret) {
        secret.hidden().forEach(part -> hidden.add(Secret.of(part)));
        hidden.add(Secret.of(secret.value()));
        return secret.value();
    }
}
