package ai.genops.search.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.search.command.SimilarTexts.Match;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Clusters are those of a look at all clusters there are, and are found without one.
class SimilarTextsTest {
    private final long seed = Long.getLong("similar.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @Test
    void clustersAreThoseOfALookAtAll() {
        for (int round = 0; round < 300; round++) {
            List<@Nullable String> texts = texts(40, 1 + random.nextInt(8), 2 + random.nextInt(10));
            double threshold = (1 + random.nextInt(9)) / 10.0;
            assertThat(new SimilarTexts(Match.TERMSET, null, threshold).labels(texts))
                    .as("similar.seed %d: t=%s %s", seed, threshold, texts)
                    .containsExactly(byHand(texts, threshold));
        }
    }

    @Test
    @Timeout(30)
    void differentTextsTakeLittleTime() {
        List<@Nullable String> texts = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            texts.add("GET /api/%d user %d took %d ms from %d"
                    .formatted(random.nextInt(), random.nextInt(), random.nextInt(), random.nextInt()));
        }
        assertThat(new SimilarTexts(Match.TERMLIST, null, 0.8).labels(texts)).doesNotHaveDuplicates();
    }

    private List<@Nullable String> texts(int count, int mostTerms, int vocabulary) {
        List<@Nullable String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var text = new StringBuilder("x");
            for (int term = random.nextInt(mostTerms); term > 0; term--) {
                text.append(" w").append(random.nextInt(vocabulary));
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static int[] byHand(List<@Nullable String> texts, double threshold) {
        List<Set<String>> begun = new ArrayList<>();
        var labels = new int[texts.size()];
        for (int i = 0; i < labels.length; i++) {
            Set<String> terms = Set.copyOf(
                    Arrays.asList(Objects.requireNonNull(texts.get(i)).split(" ")));
            int best = -1;
            for (int other = 0; other < begun.size(); other++) {
                double similarity = similarity(terms, begun.get(other));
                if (similarity >= threshold - 1e-9 && (best < 0 || similarity > similarity(terms, begun.get(best)))) {
                    best = other;
                }
            }
            if (best < 0) {
                best = begun.size();
                begun.add(terms);
            }
            labels[i] = best + 1;
        }
        return labels;
    }

    private static double similarity(Set<String> one, Set<String> other) {
        Set<String> common = new HashSet<>(one);
        common.retainAll(other);
        return (double) common.size() / Math.max(one.size(), other.size());
    }
}
