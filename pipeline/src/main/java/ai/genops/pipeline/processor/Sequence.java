package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Processors one after the other, until one of them does not let the event go on, as one piece of code.
///
/// A loop over processors calls each of them, and each what it is made of, through a place that sees them all, where
/// HotSpot can inline none. So each sequence is loaded as a hidden class of its own, and its processors are that
/// class's constants: what can be reached from a constant through records is constant too, and all of it is compiled
/// into one. It is the code below, loaded once more; more than eight processors are sequences in a sequence, so that
/// no method grows beyond what HotSpot compiles well. The class goes when nobody holds the sequence any more.
public final class Sequence {
    /// How many processors one class has.
    private static final int WIDTH = 8;

    private static final byte[] LINK = bytes();

    private Sequence() {}

    /// A processor that is `processors` in their order. It is for all readings: none of them may remember.
    public static Processor of(List<? extends Processor> processors) {
        List<Processor> links = new ArrayList<>(processors);
        while (links.size() > WIDTH) {
            List<Processor> wider = new ArrayList<>();
            for (int i = 0; i < links.size(); i += WIDTH) {
                wider.add(link(links.subList(i, Math.min(i + WIDTH, links.size()))));
            }
            links = wider;
        }
        return link(links);
    }

    private static Processor link(List<Processor> processors) {
        List<Processor> constants = new ArrayList<>(processors);
        while (constants.size() < WIDTH) {
            constants.add(Processor.NOTHING);
        }
        try {
            Lookup lookup = MethodHandles.lookup().defineHiddenClassWithClassData(LINK, List.copyOf(constants), false);
            return (Processor) lookup.findConstructor(lookup.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("a sequence of processors cannot be loaded", e);
        }
    }

    private static byte[] bytes() {
        String name = Link.class.getName();
        try (InputStream in = Link.class.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            return Objects.requireNonNull(in).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Is loaded again for each hidden class; itself it is never run.
    private static final class Link implements Processor {
        private static final List<Processor> CONSTANTS = constants();
        private static final Processor P0 = CONSTANTS.get(0);
        private static final Processor P1 = CONSTANTS.get(1);
        private static final Processor P2 = CONSTANTS.get(2);
        private static final Processor P3 = CONSTANTS.get(3);
        private static final Processor P4 = CONSTANTS.get(4);
        private static final Processor P5 = CONSTANTS.get(5);
        private static final Processor P6 = CONSTANTS.get(6);
        private static final Processor P7 = CONSTANTS.get(7);

        Link() {}

        @SuppressWarnings("unchecked") // what link() gives it
        private static List<Processor> constants() {
            try {
                return MethodHandles.classData(MethodHandles.lookup(), "_", List.class);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Verdict apply(Event event) {
            Verdict verdict = P0.apply(event);
            verdict = verdict == Verdict.KEEP ? P1.apply(event) : verdict;
            verdict = verdict == Verdict.KEEP ? P2.apply(event) : verdict;
            verdict = verdict == Verdict.KEEP ? P3.apply(event) : verdict;
            verdict = verdict == Verdict.KEEP ? P4.apply(event) : verdict;
            verdict = verdict == Verdict.KEEP ? P5.apply(event) : verdict;
            verdict = verdict == Verdict.KEEP ? P6.apply(event) : verdict;
            return verdict == Verdict.KEEP ? P7.apply(event) : verdict;
        }
    }
}
