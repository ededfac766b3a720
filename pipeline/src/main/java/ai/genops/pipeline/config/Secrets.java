package ai.genops.pipeline.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Resolves references to secrets, `${NAME}` from the environment and `${scheme:reference}` from a store, and
/// recognises what documentation puts where a secret belongs. What stores hold is fetched anew by [#refresh].
/// Safe for concurrent use.
public final class Secrets {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\{(?:([A-Z][A-Z0-9_]*)|(([a-z][a-z0-9-]*):([^{}]+)))}");

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
    private final Map<String, SecretStore> stores = new TreeMap<>();
    /// By scheme and reference.
    private final Map<String, HeldSecret> held;

    /// Where variables come from.
    @FunctionalInterface
    public interface Lookup {
        @Nullable
        String get(String name);
    }

    /// With the store `vault`, which the environment's `VAULT_ADDR` and `VAULT_TOKEN` lead to.
    public Secrets(Lookup environment) {
        this(environment, List.of(new VaultStore(environment)));
    }

    public Secrets(Lookup environment, List<SecretStore> stores) {
        this(environment, stores, new ConcurrentHashMap<>());
    }

    private Secrets(Lookup environment, Iterable<SecretStore> stores, Map<String, HeldSecret> held) {
        this.environment = environment;
        this.held = held;
        stores.forEach(store -> this.stores.put(store.scheme(), store));
    }

    /// The same secrets, and `${file:path}` with paths relative to `folder`. Refreshing one refreshes both.
    public Secrets withFiles(Path folder) {
        return with(new FileStore(folder));
    }

    /// The same secrets, and those of one more store. Refreshing one refreshes both.
    public Secrets with(SecretStore store) {
        List<SecretStore> all = new ArrayList<>(stores.values());
        all.add(store);
        return new Secrets(environment, all, held);
    }

    public @Nullable String variable(String name) {
        return environment.get(name);
    }

    /// The text with its references resolved; missing if one of them is, or if the text is an example's.
    public Secret resolve(String text) {
        Matcher references = REFERENCE.matcher(text);
        List<Supplier<String>> parts = new ArrayList<>();
        List<HeldSecret> fromStores = new ArrayList<>();
        List<String> given = new ArrayList<>();
        int end = 0;
        while (references.find()) {
            String fixed = text.substring(end, references.start());
            end = references.end();
            parts.add(() -> fixed);
            String name = references.group(1);
            String missing = name != null ? variable(name, parts, given) : stored(references, parts, fromStores);
            if (!missing.isEmpty()) {
                return new Secret(() -> "", missing, fromStores, given);
            }
        }
        String rest = text.substring(end);
        parts.add(() -> rest);
        String example = example(text);
        return example.isEmpty()
                ? new Secret(
                        () -> parts.stream().map(Supplier::get).collect(Collectors.joining()), "", fromStores, given)
                : new Secret("", "`" + example + "` is an example");
    }

    /// How those of stores stand, by reference.
    public List<SecretState> states() {
        return held.values().stream()
                .map(HeldSecret::state)
                .sorted(Comparator.comparing(SecretState::reference))
                .toList();
    }

    /// Why the secrets are missing that stores could not give yet; empty if there are none.
    public List<String> pending() {
        return held.values().stream()
                .filter(HeldSecret::isPending)
                .map(HeldSecret::missing)
                .toList();
    }

    /// Fetches those of [#pending].
    void fetchPending() {
        held.values().stream().filter(HeldSecret::isPending).forEach(HeldSecret::refresh);
    }

    /// Fetches again what stores hold. What cannot be fetched keeps its value. May take seconds for each secret.
    public void refresh() {
        held.values().forEach(HeldSecret::refresh);
    }

    /// Calls [#refresh] that often, each time after the last has ended, until it is closed. What stores could not give
    /// yet is asked for earlier: after a second, then at growing intervals up to half a minute.
    public SecretRefresh refreshEvery(Duration interval) {
        return new SecretRefresh(this, interval);
    }

    private String variable(String name, List<Supplier<String>> parts, List<String> given) {
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            return name + " is not set";
        }
        parts.add(() -> value);
        given.add(value);
        return "";
    }

    private String stored(Matcher reference, List<Supplier<String>> parts, List<HeldSecret> fromStores) {
        String scheme = reference.group(3);
        SecretStore store = stores.getOrDefault(scheme, new NoStore(scheme, String.join(", ", stores.keySet())));
        HeldSecret secret = held.computeIfAbsent(reference.group(2), _ -> new HeldSecret(store, reference.group(4)));
        parts.add(secret::value);
        fromStores.add(secret);
        return secret.missing();
    }

    /// Where references lead that name no store.
    private record NoStore(String scheme, String known) implements SecretStore {
        @Override
        public String fetch(String reference) throws Unavailable {
            throw new Unavailable(
                    "`${" + scheme + ":" + reference + "}` names no store of secrets; there are " + known);
        }
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
