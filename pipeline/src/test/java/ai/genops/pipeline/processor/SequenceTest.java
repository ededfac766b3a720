package ai.genops.pipeline.processor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.event.Event;
import ai.genops.pipeline.processor.Processor.Verdict;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SequenceTest {
    /// Enough for sequences in sequences in a sequence.
    private static final int MANY = 100;

    private static final List<Verdict> ENDS = List.of(Verdict.DROP, Verdict.LAST, Verdict.SPLIT, Verdict.ABSORB);

    private final List<Integer> applied = new ArrayList<>();

    @Test
    void appliesAllInTheirOrder() {
        for (int size = 0; size <= MANY; size++) {
            applied.clear();

            Verdict verdict = Sequence.of(steps(size, size, Verdict.DROP)).apply(new Event());

            assertThat(verdict).isEqualTo(Verdict.KEEP);
            assertThat(applied)
                    .containsExactlyElementsOf(IntStream.range(0, size).boxed().toList());
        }
    }

    @Test
    void endsAtTheFirstThatDoesNotLetTheEventGoOn() {
        for (int end = 0; end < MANY; end++) {
            Verdict said = ENDS.get(end % ENDS.size());
            applied.clear();

            Verdict verdict = Sequence.of(steps(MANY, end, said)).apply(new Event());

            assertThat(verdict).isEqualTo(said);
            assertThat(applied).hasSize(end + 1).last().isEqualTo(end);
        }
    }

    @Test
    void eachHasItsOwnProcessors() {
        List<Processor> sequences = IntStream.range(0, MANY)
                .mapToObj(i -> Sequence.of(List.of(step(i, Verdict.KEEP))))
                .toList();

        sequences.forEach(sequence -> sequence.apply(new Event()));

        assertThat(applied)
                .containsExactlyElementsOf(IntStream.range(0, MANY).boxed().toList());
    }

    @Test
    void itsClassGoesWhenNobodyHoldsIt() throws InterruptedException {
        var type =
                new WeakReference<>(Sequence.of(List.of(step(0, Verdict.KEEP))).getClass());

        for (int i = 0; i < 100 && type.get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }

        assertThat(type.get()).isNull();
    }

    /// The one at `end` says `verdict`, all others that the event goes on.
    private List<Processor> steps(int size, int end, Verdict verdict) {
        return IntStream.range(0, size)
                .mapToObj(i -> step(i, i == end ? verdict : Verdict.KEEP))
                .toList();
    }

    private Processor step(int number, Verdict verdict) {
        return _ -> {
            applied.add(number);
            return verdict;
        };
    }
}
