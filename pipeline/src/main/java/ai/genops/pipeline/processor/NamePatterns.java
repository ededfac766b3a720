package ai.genops.pipeline.processor;

import ai.genops.event.AttributeName;
import ai.genops.event.Fields;
import ai.genops.event.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Names as lists of them say: `cost`, `genops.*`, `!genops.team`. `*` stands for any characters, `!` takes away what
/// it fits; of the patterns that fit a name the first decides. Without any that adds, everything else is meant.
/// A name of an attribute without `*` means its other names, too.
///
/// What it answers about a key is kept, so that a name costs one look into a table per event. Safe for concurrent use.
final class NamePatterns implements Predicate<Key> {
    /// As many as names are interned; beyond that the patterns are asked each time.
    private static final int MAX_KNOWN = 1 << 14;

    private final List<Term> terms;
    private final boolean otherwise;
    private final Map<Key, Boolean> known = new ConcurrentHashMap<>();

    private record Term(boolean adds, Glob glob, Set<String> aliases) {
        boolean fits(String name) {
            return glob.fits(name) || aliases.contains(name);
        }
    }

    NamePatterns(Collection<String> patterns) {
        List<Term> all = new ArrayList<>();
        for (String pattern : patterns) {
            boolean adds = !pattern.startsWith("!");
            String names = adds ? pattern : pattern.substring(1).strip();
            all.add(new Term(adds, Glob.of(names), names.contains("*") ? Set.of() : new HashSet<>(aliases(names))));
        }
        this.terms = List.copyOf(all);
        this.otherwise = !all.isEmpty() && all.stream().noneMatch(Term::adds);
    }

    private static List<String> aliases(String name) {
        return AttributeName.of(name).keys().stream().map(Key::name).toList();
    }

    boolean isEmpty() {
        return terms.isEmpty();
    }

    @Override
    public boolean test(Key key) {
        Boolean answer = known.get(key);
        if (answer == null) {
            answer = test(key.name());
            if (known.size() < MAX_KNOWN) {
                known.put(key, answer);
            }
        }
        return answer;
    }

    boolean test(String name) {
        for (Term term : terms) {
            if (term.fits(name)) {
                return term.adds;
            }
        }
        return otherwise;
    }

    /// The slots of the fields set so far that are meant.
    int[] slots(Fields fields) {
        List<String> names = fields.names();
        return IntStream.range(0, names.size())
                .filter(slot -> test(names.get(slot)))
                .toArray();
    }
}
