package ai.genops.search;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.search.command.Commands;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    private static final TestLake LAKE = new TestLake();

    @Test
    void everyCommandHasItsLine() {
        assertThat(Reference.commands().stream().map(Reference::name))
                .containsExactlyInAnyOrderElementsOf(Commands.names());
    }

    @Test
    void everyFunctionThatIsListedIsThere() {
        for (Reference function : Reference.functions()) {
            assertThat(failure("| makeresults | eval x=" + function.name() + "()"))
                    .as(function.name())
                    .doesNotContain("there is no function");
        }
        for (Reference aggregate : Reference.aggregates()) {
            assertThat(failure("| makeresults | eval x=1 | stats " + aggregate.name() + "(x)"))
                    .as(aggregate.name())
                    .isEmpty();
        }
    }

    @Test
    void noneIsListedTwice() {
        Stream.of(Reference.commands(), Reference.functions(), Reference.aggregates())
                .forEach(list -> assertThat(list.stream().map(Reference::name)).doesNotHaveDuplicates());
    }

    private static String failure(String spl) {
        try {
            LAKE.run(spl);
            return "";
        } catch (RuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
