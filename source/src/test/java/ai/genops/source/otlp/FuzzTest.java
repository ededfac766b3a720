package ai.genops.source.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.genops.expression.Jazzer;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Whatever a client sends is refused with the documented exception, or accepted and decoded to its end.
class FuzzTest {
    private static final long SEED = 20_261_121L;
    private static final int ROUNDS = Integer.getInteger("genops.fuzz.rounds", 2000);

    @Test
    void brokenProtobufIsJudgedAsTheGeneratedClassesDoAndDecoded() {
        rounds(Message::toByteArray, ProtobufTarget::fuzzerTestOneInput);
    }

    @Test
    void brokenJsonIsRefusedOrBecomesEvents() {
        var json = new OtlpJson(SEED);
        rounds(request -> json.write(request).getBytes(UTF_8), JsonTarget::fuzzerTestOneInput);
    }

    @Test
    @EnabledIfSystemProperty(
            named = "genops.fuzz.seconds",
            matches = "[1-9][0-9]*",
            disabledReason = "see ./genops test --full")
    void protobufWhereverItsBranchesLead() throws Exception {
        Jazzer.run(ProtobufTarget.class, requests(Message::toByteArray, 60), Integer.getInteger("genops.fuzz.seconds"));
    }

    @Test
    @EnabledIfSystemProperty(
            named = "genops.fuzz.seconds",
            matches = "[1-9][0-9]*",
            disabledReason = "see ./genops test --full")
    void jsonWhereverItsBranchesLead() throws Exception {
        var json = new OtlpJson(SEED);
        Jazzer.run(
                JsonTarget.class,
                requests(request -> json.write(request).getBytes(UTF_8), 60),
                Integer.getInteger("genops.fuzz.seconds"));
    }

    private static void rounds(Function<Message, byte[]> written, Consumer<byte[]> target) {
        var random = new Random(SEED);
        List<byte[]> requests = requests(written, 300);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = OtlpValidatorTest.mutated(requests.get(random.nextInt(requests.size())), random);
            try {
                target.accept(bytes);
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                throw new AssertionError("seed %d, round %d".formatted(SEED, round), e);
            }
        }
    }

    /// Random requests, each behind the byte that says of which signal it is.
    private static List<byte[]> requests(Function<Message, byte[]> written, int count) {
        var random = new RandomRequests(SEED);
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(FuzzInput.of(i % 3, written.apply(random.next(FuzzInput.signal(i % 3)))));
        }
        return requests;
    }
}
