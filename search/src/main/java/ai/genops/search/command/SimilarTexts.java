package ai.genops.search.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Puts texts into clusters: each joins the first text of a cluster that it is most similar to, or begins
/// another if none is similar enough. How similar two are is the share of the larger one's features that they
/// have in common. What features are:
///
/// | | of `a b a` |
/// |---|---|
/// | `TERMLIST` | terms in their places: 1 a, 2 b, 3 a |
/// | `TERMSET` | different terms: a, b |
/// | `NGRAMSET` | three characters each: `a b`, ` b ` ... |
///
/// Of two texts that have a share `t` in common, each has one of the common features among its rarest `1 - t`,
/// so only clusters are looked at that share one of those (Bayardo, Ma, Srikant, "Scaling Up All Pairs
/// Similarity Search").
///
/// @param delimiters characters between terms; null: all but letters, digits and `_`
record SimilarTexts(Match match, @Nullable String delimiters, double threshold) {
    enum Match {
        TERMLIST,
        TERMSET,
        NGRAMSET
    }

    private static final int NGRAM = 3;
    /// Terms, or texts of three characters, that are looked at of a text.
    private static final int MOST = 200;

    /// For a share of so many features rounding does not count.
    private static final double ROUNDING = 1e-9;

    /// The cluster of each text, from 1 on in the order of their first texts; 0 where there is no text.
    int[] labels(List<@Nullable String> texts) {
        Pattern between = delimiters == null
                ? Pattern.compile("[^0-9A-Za-z_]+")
                : Pattern.compile(delimiters.isEmpty() ? "(?!)" : "[" + escaped(delimiters) + "]+");
        Map<String, Integer> frequency = new HashMap<>();
        for (String text : texts) {
            features(text, between).forEach(feature -> frequency.merge(feature, 1, Integer::sum));
        }
        Map<String, Integer> numbers = rarestFirst(frequency);
        var clusters = new Clusters(threshold);
        return texts.stream()
                .mapToInt(text -> text == null ? 0 : clusters.of(numbered(features(text, between), numbers)))
                .toArray();
    }

    private static int[] numbered(Set<String> features, Map<String, Integer> numbers) {
        return features.stream().mapToInt(numbers::get).sorted().toArray();
    }

    private static String escaped(String characters) {
        return characters.replaceAll("[\\\\\\[\\]^&-]", "\\\\$0");
    }

    private Set<String> features(@Nullable String text, Pattern between) {
        if (text == null) {
            return Set.of();
        }
        Set<String> features = new HashSet<>();
        if (match == Match.NGRAMSET) {
            for (int i = 0; i <= text.length() - NGRAM && i < MOST; i++) {
                features.add(text.substring(i, i + NGRAM));
            }
        } else {
            List<String> terms = between.splitAsStream(text)
                    .filter(term -> !term.isEmpty())
                    .limit(MOST)
                    .toList();
            for (int i = 0; i < terms.size(); i++) {
                features.add(match == Match.TERMLIST ? i + " " + terms.get(i) : terms.get(i));
            }
        }
        return features.isEmpty() ? Set.of(text) : features;
    }

    private static Map<String, Integer> rarestFirst(Map<String, Integer> frequency) {
        Map<String, Integer> numbers = new HashMap<>();
        frequency.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .forEachOrdered(entry -> numbers.put(entry.getKey(), numbers.size()));
        return numbers;
    }

    /// Clusters so far, by the features of the text that began each, as ascending numbers.
    private static final class Clusters {
        private final double threshold;
        private final List<int[]> begun = new ArrayList<>();
        private final Map<Integer, List<Integer>> byRareFeature = new HashMap<>();

        Clusters(double threshold) {
            this.threshold = threshold;
        }

        int of(int[] features) {
            int[] rare = Arrays.copyOf(features, features.length - least(features.length) + 1);
            Set<Integer> candidates = new HashSet<>();
            for (int feature : rare) {
                candidates.addAll(byRareFeature.getOrDefault(feature, List.of()));
            }
            int found = -1;
            double best = 0;
            for (int candidate : candidates) {
                double similarity = similarity(features, begun.get(candidate));
                if (similarity >= threshold - ROUNDING
                        && (similarity > best || (similarity == best && candidate < found))) {
                    found = candidate;
                    best = similarity;
                }
            }
            if (found < 0) {
                found = begun.size();
                begun.add(features);
                for (int feature : rare) {
                    byRareFeature
                            .computeIfAbsent(feature, _ -> new ArrayList<>())
                            .add(found);
                }
            }
            return found + 1;
        }

        /// How many features another text has at least in common with one of so many.
        private int least(int features) {
            return Math.max((int) Math.ceil(threshold * features - ROUNDING), 1);
        }

        private static double similarity(int[] one, int[] other) {
            int common = 0;
            for (int i = 0, j = 0; i < one.length && j < other.length; ) {
                int order = Integer.compare(one[i], other[j]);
                common += order == 0 ? 1 : 0;
                i += order <= 0 ? 1 : 0;
                j += order >= 0 ? 1 : 0;
            }
            return (double) common / Math.max(one.length, other.length);
        }
    }
}
