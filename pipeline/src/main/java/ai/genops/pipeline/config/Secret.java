package ai.genops.pipeline.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A value that must not be shown. It may change while it is used, when a store of secrets rotates it: whoever uses it
/// asks for [#value] each time. Safe for concurrent use.
public final class Secret {
    private final Supplier<String> value;
    private final String missing;
    private final List<HeldSecret> held;
    /// What the environment gave for it.
    private final List<String> given;

    /// A value that stays.
    public Secret(String value, String missing) {
        this(() -> value, missing, List.of(), List.of());
    }

    Secret(Supplier<String> value, String missing, List<HeldSecret> held, List<String> given) {
        this.value = value;
        this.missing = missing;
        this.held = List.copyOf(held);
        this.given = List.copyOf(given);
    }

    /// As it is now; empty where it is missing.
    public String value() {
        return value.get();
    }

    /// Something made of it, as secret as itself, and new whenever it is new.
    public Secret map(UnaryOperator<String> change) {
        return new Secret(() -> change.apply(value()), missing, held, given);
    }

    /// Why it is missing, in words that follow "not configured": `DATADOG_API_KEY is not set`; empty if it is there.
    public String missing() {
        return missing;
    }

    public boolean isPresent() {
        return missing.isEmpty();
    }

    /// What must not be shown: its value, the parts of it that the environment gave, and what its stores have lately
    /// held for it.
    public List<String> hidden() {
        List<String> hidden = new ArrayList<>(List.of(value()));
        hidden.addAll(given);
        held.forEach(secret -> hidden.addAll(secret.values()));
        return hidden;
    }

    /// What is wrong with what its stores hold, each said once however often it is referred to.
    List<String> problems() {
        return held.stream()
                .map(HeldSecret::firstTold)
                .filter(problem -> !problem.isEmpty())
                .toList();
    }

    /// Why those of its stores are not there yet that could not be fetched for now.
    List<String> pending() {
        return held.stream()
                .filter(HeldSecret::isPending)
                .map(HeldSecret::missing)
                .toList();
    }

    /// What to note about how it is kept.
    List<String> remarks() {
        return held.stream()
                .map(HeldSecret::remark)
                .filter(remark -> !remark.isEmpty())
                .toList();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret && value().equals(secret.value()) && missing.equals(secret.missing);
    }

    @Override
    public int hashCode() {
        return missing.hashCode();
    }

    /// Never the value.
    @Override
    public String toString() {
        return isPresent() ? "***" : "(" + missing + ")";
    }
}
