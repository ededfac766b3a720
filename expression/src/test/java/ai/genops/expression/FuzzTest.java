package ai.genops.expression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Whatever the text is, the compiler answers, with its own exception or none.
class FuzzTest {
    private static final int ROUNDS = Integer.getInteger("genops.fuzz.rounds", 6000);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final List<String> PIECES = List.of(
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "`${",
            "'",
            "\"",
            "/",
            "=>",
            "...",
            "?.",
            "??",
            "||",
            "!",
            "-",
            "=",
            "==",
            ",",
            "\\",
            "\\u",
            "\u0000",
            "\ud800",
            "1e999",
            "0x",
            ".5.",
            "null",
            "NaN",
            "this",
            "new Date(",
            "C.Lookup(",
            ".match(/(a+)+$/)",
            ".reduce((a, b) => a + b)",
            "decimal('1.1')",
            "attributes",
            "x => ",
            "JSON.parse(");

    @Test
    void nothingEscapesTheCompilerButItsException() {
        long seed = 20_261_121L;
        var random = new Random(seed);
        List<String> corpus = corpus();
        for (int round = 0; round < ROUNDS; round++) {
            String source = mutated(corpus, random);
            long start = System.nanoTime();
            try {
                CompilerTarget.fuzzerTestOneInput(source.getBytes(UTF_8));
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed %d, round %d: %s".formatted(seed, round, source), e);
            }
            assertThat(System.nanoTime() - start).as(source).isLessThan(LONGEST.toNanos());
        }
    }

    @Test
    @EnabledIfSystemProperty(
            named = "genops.fuzz.seconds",
            matches = "[1-9][0-9]*",
            disabledReason = "see ./genops test --full")
    void nothingEscapesTheCompilerWhereverItsBranchesLead() throws Exception {
        List<byte[]> seeds =
                corpus().stream().map(source -> source.getBytes(UTF_8)).toList();
        Jazzer.run(CompilerTarget.class, seeds, Integer.getInteger("genops.fuzz.seconds"));
    }

    /// The expressions of the conformance files, some by the grammar, and code.
    private static List<String> corpus() {
        List<String> corpus = new ArrayList<>();
        Conformance.files().forEach(file -> Conformance.entries(file).forEach(entry -> corpus.add(entry.text())));
        corpus.addAll(List.of(
                "C.Lookup('models', 'model').match('gpt-4o', ['price', 'vendor'])",
                "`a${some_text}b${some_number + 1}`",
                "attributes['list'].map((x, i) => ({i, x})).filter(Boolean).length",
                "some_text.replace(/(b)(?=c)/gi, '[$1]').split(/,\\s*/)",
                "C.Time.strftime(Date.now() / 1000, '%Y-%m-%d')",
                "decimal('0.1').plus(0.2).toFixed(2)"));
        corpus.addAll(Programs.PASTED);
        assertThat(corpus).hasSizeGreaterThan(50);
        return corpus;
    }

    private static String mutated(List<String> corpus, Random random) {
        var source = new StringBuilder(any(corpus, random));
        for (int left = random.nextInt(6); left >= 0; left--) {
            int at = random.nextInt(source.length() + 1);
            int to = Math.min(source.length(), at + random.nextInt(8));
            switch (random.nextInt(6)) {
                case 0 -> source.insert(at, any(PIECES, random));
                case 1 -> source.delete(at, to);
                case 2 -> source.insert(at, source.substring(at, to).repeat(random.nextInt(200)));
                case 3 -> source.setLength(at);
                case 4 -> source.insert(at, (char) random.nextInt(random.nextBoolean() ? 128 : 65536));
                default -> source.insert(at, any(corpus, random));
            }
        }
        return source.toString();
    }

    private static String any(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
