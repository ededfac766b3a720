package ai.genops.pipeline.lookup.match;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.pipeline.lookup.table.TableBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PatternIndexTest {
    private static final long SEED = 4711;
    private static final String REGEX = "abcABC.*+?|()[]{1}^$\\dw-";

    private final Random random = new Random(SEED);

    /// The oracle tries every pattern of the file, one after the other.
    @Test
    void preselectionNeverChangesWhatIsFound() throws IOException {
        for (int round = 0; round < 300; round++) {
            List<String> patterns = patterns();
            boolean caseSensitive = random.nextBoolean();
            RowIndex index = index(patterns, MatchKind.REGEX, caseSensitive);
            for (int i = 0; i < 20; i++) {
                String text = text("abcABC-1", 12);
                int flags = caseSensitive ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
                int expected = IntStream.range(0, patterns.size())
                        .filter(row -> Pattern.compile(patterns.get(row), flags)
                                .matcher(text)
                                .find())
                        .findFirst()
                        .orElse(-1);
                assertThat(index.find(Query.at(0).with(text)))
                        .as("seed %d, %s on %s", SEED, patterns, text)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void ofSeveralTheLongestMatchCountsAndOfEquallyLongOnesTheFirst() throws IOException {
        for (int round = 0; round < 300; round++) {
            List<String> patterns = patterns();
            RowIndex index = index(patterns, MatchKind.REGEX, true, Choice.LONGEST);
            for (int i = 0; i < 20; i++) {
                String text = text("abcABC-1", 12);
                int expected = -1;
                for (int row = 0; row < patterns.size(); row++) {
                    if (length(patterns.get(row), text) > (expected < 0 ? -1 : length(patterns.get(expected), text))) {
                        expected = row;
                    }
                }
                assertThat(index.find(Query.at(0).with(text)))
                        .as("seed %d, %s on %s", SEED, patterns, text)
                        .isEqualTo(expected);
            }
        }
    }

    private static int length(String pattern, String text) {
        var matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? matcher.group().length() : -1;
    }

    @Test
    void wildcardsAgreeWithTheRegularExpressionsThatTheyMean() throws IOException {
        for (int round = 0; round < 300; round++) {
            List<String> patterns =
                    IntStream.range(0, 20).mapToObj(_ -> text("aabc**", 7)).toList();
            RowIndex index = index(patterns, MatchKind.WILDCARD, true);
            for (int i = 0; i < 20; i++) {
                String text = text("aabbc", 9);
                int expected = IntStream.range(0, patterns.size())
                        .filter(row -> text.matches(patterns.get(row).replace("*", ".*")))
                        .findFirst()
                        .orElse(-1);
                assertThat(index.find(Query.at(0).with(text)))
                        .as("seed %d, %s on %s", SEED, patterns, text)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void ofManyPatternsOnlyThoseAreTriedThatComeIntoQuestion() {
        List<String> required =
                IntStream.range(0, 10_000).mapToObj("model-%05d"::formatted).toList();
        var grams = new Grams(required);
        long[] marks = new long[grams.words()];
        grams.mark("the model-04217 of yesterday", marks);
        assertThat(IntStream.range(0, marks.length)
                        .map(word -> Long.bitCount(marks[word]))
                        .sum())
                .isBetween(1, 250);
        assertThat((marks[4217 / 64] >>> 4217) & 1).isEqualTo(1);
    }

    @Test
    void theTextAnExpressionRequiresIsFoundWhereItIsPlain() {
        assertThat(RequiredText.of("^gpt-4o(-mini)?$")).isEqualTo("gpt-4o");
        assertThat(RequiredText.of("a\\.example\\.org?")).isEqualTo("a.example.or");
        assertThat(RequiredText.of("[a-z]+claude\\d+")).isEqualTo("claude");
        assertThat(RequiredText.of("ab{0}cde")).isEqualTo("cde");
        for (String unclear : List.of("abc|def", "(?i)abc", "\\Qabc\\E", "abc\\x41", "(?=abc)d", "a)b", "[]abc]def")) {
            assertThat(RequiredText.of(unclear)).as(unclear).isEmpty();
        }
    }

    private static RowIndex index(List<String> patterns, MatchKind kind, boolean caseSensitive) throws IOException {
        return index(patterns, kind, caseSensitive, Choice.FIRST);
    }

    private static RowIndex index(List<String> patterns, MatchKind kind, boolean caseSensitive, Choice choice)
            throws IOException {
        var table = new TableBuilder();
        int column = table.column("pattern");
        for (int row = 0; row < patterns.size(); row++) {
            table.row(row + 2);
            table.text(column, patterns.get(row));
        }
        return new RowIndexBuilder(table.finish(), new int[] {0}, kind, caseSensitive, choice, Validity.ALWAYS)
                .build(new Duplicates());
    }

    private List<String> patterns() {
        List<String> patterns = new ArrayList<>();
        while (patterns.size() < 15) {
            String pattern = text(REGEX, 8);
            try {
                Pattern.compile(pattern);
                patterns.add(pattern);
            } catch (PatternSyntaxException _) {
                // Most at random are none.
            }
        }
        return patterns;
    }

    private String text(String of, int most) {
        var text = new StringBuilder();
        for (int left = 1 + random.nextInt(most); left > 0; left--) {
            text.append(of.charAt(random.nextInt(of.length())));
        }
        return random.nextInt(5) == 0 ? text.reverse().toString() : text.toString();
    }
}
