package ai.genops.pipeline.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.pipeline.config.Problem;
import ai.genops.pipeline.processor.chain.Break;
import ai.genops.pipeline.processor.chain.ChainProof;
import ai.genops.pipeline.processor.chain.Place;
import ai.genops.pipeline.processor.chain.ProvenChain;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainTest {
    private static final long NOW = 1_763_600_000_000L;
    private static final String ID = "bench@2025-11-20T00:53:20Z";
    private static final String BY_CLASS = "- {type: chain, key: \"attributes['class']\"}";

    private static Bench trail(int events) {
        var bench = new Bench("- {type: chain}");
        for (int i = 0; i < events; i++) {
            bench.event(
                    "call " + i,
                    NOW + i,
                    NOW,
                    Map.of("text", "a \"quoted\" \\ line\n ü € 𝄞", "count", Long.MAX_VALUE - i, "cost", 4e-7 * i));
        }
        return bench;
    }

    private static ChainProof proof(List<String> lines) {
        return proof(String.join("\n", lines).concat("\n").getBytes(StandardCharsets.UTF_8), null, false);
    }

    private static ChainProof proof(
            byte[] file, @org.jspecify.annotations.Nullable String only, boolean othersAllowed) {
        var proof = new ChainProof(only, othersAllowed);
        int start = 0;
        for (int line = 1; start < file.length; line++) {
            int end = start;
            while (end < file.length && file[end] != '\n') {
                end++;
            }
            proof.line(Arrays.copyOfRange(file, start, end), new Place("f", line));
            start = end + 1;
        }
        return proof;
    }

    private static Break broken(ChainProof proof) {
        assertThat(proof.isIntact()).isFalse();
        return proof.strays().isEmpty()
                ? proof.chains().stream()
                        .map(ProvenChain::broken)
                        .filter(java.util.Objects::nonNull)
                        .findFirst()
                        .orElseThrow()
                : proof.strays().getFirst();
    }

    @Test
    void everyEventHasItsPlaceAndTheHashOfTheOneBefore() {
        var proof = proof(trail(5).out);
        assertThat(proof.isIntact()).isTrue();
        ProvenChain chain = proof.chains().getFirst();
        assertThat(chain.id()).isEqualTo(ID);
        assertThat(List.of(chain.first(), chain.last(), chain.events(), chain.redelivered()))
                .containsExactly(1L, 5L, 5L, 0L);
        assertThat(trail(5).out.getLast()).contains("\"chain.hash\":\"" + chain.head() + "\",\"sample_rate\":1,");
    }

    /// As the page tells an auditor to do it, with a program that knows nothing of us.
    @Test
    void sha256sumOfALineWithoutItsHashIsItsHash() throws Exception {
        String line = trail(2).out.getLast();
        String hash = line.replaceAll(".*\"chain\\.hash\":\"([0-9a-f]+)\".*", "$1");
        var process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "head -n 1 | tr -d '\\n' | sed 's/\\(.*\\),\"chain.hash\":\"[0-9a-f]*\"/\\1/' | sha256sum")
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(answer).startsWith(hash);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anyByteThatIsAlteredIsFound(long seed) {
        byte[] file = String.join("\n", trail(6).out).concat("\n").getBytes(StandardCharsets.UTF_8);
        var random = new Random(seed);
        for (int i = 0; i < 1500; i++) {
            int place = random.nextInt(file.length);
            byte[] altered = file.clone();
            altered[place] ^= (byte) (1 << random.nextInt(8));
            assertThat(proof(altered, null, false).isIntact())
                    .as("seed %d, byte %d", seed, place)
                    .isFalse();
            assertThat(proof(altered, ID, true).isIntact())
                    .as("seed %d, byte %d, one chain", seed, place)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aLineThatIsTakenAwayPutInOrMovedIsFound(long seed) {
        var random = new Random(seed);
        List<String> lines = trail(20).out;
        int place = 1 + random.nextInt(17);
        List<String> without = new ArrayList<>(lines);
        without.remove(place);
        Break missing = broken(proof(without));
        assertThat(missing.kind()).as("seed %d", seed).isEqualTo(Break.Kind.MISSING);
        assertThat(missing.place()).isEqualTo(new Place("f", place + 1));
        assertThat(missing.message()).isEqualTo("it follows %d: %d is not there".formatted(place, place + 1));

        List<String> more = new ArrayList<>(lines);
        more.add(place, "{\"name\":\"forged\"}");
        assertThat(broken(proof(more)).kind()).isEqualTo(Break.Kind.INSERTED);

        List<String> moved = new ArrayList<>(lines);
        moved.add(place + 1, moved.remove(place));
        Break reordered = broken(proof(moved));
        assertThat(reordered.kind()).as("seed %d", seed).isEqualTo(Break.Kind.REORDERED);
        assertThat(reordered.message())
                .isEqualTo("it follows %d, and %d stands at f:%d".formatted(place, place + 1, place + 2));
    }

    @Test
    void anEventThatIsChainedAnewByAForgerBreaksAtTheNext() {
        List<String> forged = new ArrayList<>(trail(3).out);
        var other = new Bench("- {type: chain}");
        other.event("call 0", NOW, NOW, Map.of("text", "another"));
        forged.set(0, other.out.getFirst());
        Break broken = broken(proof(forged));
        assertThat(broken.kind()).isEqualTo(Break.Kind.ALTERED);
        assertThat(broken.sequence()).isEqualTo(2);
        List<String> twice = new ArrayList<>(trail(3).out);
        twice.add(other.out.getFirst());
        assertThat(broken(proof(twice)).kind()).isEqualTo(Break.Kind.INSERTED);
    }

    @Test
    void redeliveriesAreFineAndCounted() {
        List<String> lines = new ArrayList<>(trail(4).out);
        lines.addAll(2, lines.subList(0, 2).stream().toList());
        lines.add(lines.getLast());
        var proof = proof(lines);
        assertThat(proof.isIntact()).isTrue();
        assertThat(proof.chains().getFirst().redelivered()).isEqualTo(3);
        assertThat(proof.chains().getFirst().events()).isEqualTo(4);
    }

    @Test
    void aPartFromTheMiddleIsProvenAsFarAsItReaches() {
        var proof = proof(trail(6).out.subList(2, 5));
        assertThat(proof.isIntact()).isTrue();
        assertThat(proof.chains().getFirst().first()).isEqualTo(3);
        List<String> turned = new ArrayList<>(trail(6).out.subList(2, 5));
        turned.add(trail(6).out.get(1));
        assertThat(broken(proof(turned)).kind()).isEqualTo(Break.Kind.REORDERED);
    }

    @Test
    void eachKeyHasAChainAndTooManyShareOne() {
        var bench = new Bench("- {type: chain, name: c, key: \"attributes['class']\", max_chains: 2}");
        for (String name : List.of("long term", "b", "c", "d", "b", "k".repeat(300))) {
            bench.event("x", NOW, NOW, Map.of("class", name));
        }
        var proof = proof(bench.out);
        assertThat(proof.isIntact()).isTrue();
        assertThat(proof.chains())
                .extracting(chain -> chain.id().replaceAll("@.*", "") + " " + chain.events())
                .containsExactly("bench/*other 3", "bench/b 2", "bench/long%20term 1");
        assertThat(bench.failed())
                .containsExactly("c: its key is longer than 256 characters: it is in the chain of others (3)");
        byte[] file = String.join("\n", bench.out).getBytes(StandardCharsets.UTF_8);
        assertThat(proof(file, "bench/b@2025-11-20T00:53:20Z", true).chains()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aRestartAtAnyPlaceGoesOnWithTheChain(long seed) throws IOException {
        var random = new Random(seed);
        var straight = new Bench(BY_CLASS);
        var restarted = new Bench(BY_CLASS);
        for (int i = 0; i < 100; i++) {
            Map<String, Object> attributes = Map.of("class", "c" + random.nextInt(4), "x", random.nextLong());
            straight.event("e", NOW + i, NOW, attributes);
            restarted.event("e", NOW + i, NOW, attributes);
            if (random.nextInt(7) == 0) {
                restarted.restart();
            }
        }
        assertThat(restarted.out).as("seed %d", seed).isEqualTo(straight.out);
        assertThat(restarted.saved()).isEqualTo(straight.saved());
        byte[] later = straight.saved();
        later[0] = 9;
        assertThatThrownBy(() -> new Bench(BY_CLASS).load(later))
                .isInstanceOf(IOException.class)
                .hasMessage("chains saved in version 9, this one reads version 1");
    }

    @Test
    void nothingStandsBehindAChainOrLeadsPastIt() {
        var bench = new Bench("""
                - {type: eval, expressions: [{chain.hash: 1}]}
                - {type: otel, final: true, filter: "name == 'x'"}
                - {type: chain, max_chains: 0}
                - {type: group, processors: [{type: eval, expressions: [{x: 1}]}]}
                """);
        assertThat(bench.problems.errors())
                .extracting(Problem::text)
                .containsExactlyInAnyOrder(
                        "a processor before sets the field `chain.hash`, which the chain sets",
                        "`final` leads events past the chain at bench:3:3: they would be delivered outside of it",
                        "`max_chains` must be a whole number from 1 to 100000, is `0`",
                        "`group` stands behind the chain at bench:3:3: what it changes would break the proof",
                        "`eval` stands behind the chain at bench:3:3: what it changes would break the proof");
        assertThat(new Bench("- {type: group, processors: [{type: otel}, {type: chain, final: true}]}")
                        .problems.errors())
                .isEmpty();
    }
}
