package ai.genops.governance.budget;

import org.junit.jupiter.api.Test;

class MemoryModelTest {
    @Test
    void aStoreIsWhatIsWrittenDown() {
        long first = Long.getLong("governance.seed", System.nanoTime());
        for (long seed = first; seed < first + 60; seed++) {
            var clock = new TestClock("2026-03-27T12:00:00Z");
            new ModelCheck(new MemoryBudgetStore(clock), clock, seed).run(300);
        }
    }
}
