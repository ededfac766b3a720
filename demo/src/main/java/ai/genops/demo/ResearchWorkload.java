package ai.genops.demo;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// A third team, invented from end to end: the expensive, regulated and refused operations that the trace has none of,
/// as `research.csv` lists them. One every five minutes, over six hours of history and in every live lap; and in the
/// last full hour of the history a batch that ran away, so that one hour costs far more than the others.
final class ResearchWorkload implements Workload {
    private static final Duration HISTORY = Duration.ofHours(6);
    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Duration DURATION = Duration.ofSeconds(90);
    private static final int RUNAWAYS = 12;

    private final Duration lapLength;
    private final List<ResearchOperation> operations = read("every");
    private final List<ResearchOperation> runaways = read("spike");

    ResearchWorkload(Duration lapLength) {
        this.lapLength = lapLength;
    }

    private static List<ResearchOperation> read(String schedule) {
        return Csv.rows("research.csv").stream()
                .filter(row -> row.getField("schedule").equals(schedule))
                .map(NamedCsvRecord::getFieldsAsMap)
                .map(ResearchOperation::of)
                .toList();
    }

    @Override
    public String service() {
        return "demo-research";
    }

    @Override
    public Attributes resource() {
        return Attributes.of(Names.SERVICE_NAME, service(), Names.DEMO_SYNTHETIC, List.of("*"));
    }

    @Override
    public Iterator<Operation> operations(Lap lap) {
        var budgets = new HashMap<String, Budget>();
        return schedule(lap).stream().map(slot -> slot.operation(lap, budgets)).iterator();
    }

    private List<Slot> schedule(Lap lap) {
        var slots = new ArrayList<Slot>();
        Duration begin = lap.isHistory() ? lapLength.minus(HISTORY) : Duration.ZERO;
        for (Duration at = begin.plus(INTERVAL); at.compareTo(lapLength) <= 0; at = at.plus(INTERVAL)) {
            slots.add(new Slot(
                    slots.size(),
                    lap.at(at.minus(DURATION)),
                    lap.at(at),
                    operations.get(slots.size() % operations.size())));
        }
        if (lap.isHistory()) {
            addRunaways(slots, lastFullHour(lap.at(lapLength)));
        }
        slots.sort(Comparator.comparing(Slot::end).thenComparingInt(Slot::index));
        return slots;
    }

    private static Instant lastFullHour(Instant instant) {
        return instant.truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS);
    }

    private void addRunaways(List<Slot> slots, Instant hour) {
        for (int i = 0; i < RUNAWAYS; i++) {
            var end = hour.plus(INTERVAL.multipliedBy(i)).plus(DURATION.multipliedBy(2));
            slots.add(new Slot(slots.size(), end.minus(DURATION), end, runaways.get(i % runaways.size())));
        }
    }

    private record Slot(int index, Instant start, Instant end, ResearchOperation research) {
        Operation operation(Lap lap, Map<String, Budget> budgets) {
            String requestId = "research-" + lap.number() + "-" + index;
            return new Operation(index, start, end, research.attributes(requestId, budgets));
        }
    }
}
