package ai.genops.observability.dashboard;

import java.util.List;
import java.util.stream.Stream;

/**
 * Panels in rows, from top to bottom and from left to right, and the inputs above them whose values their queries name
 * as {@code $token$}.
 *
 * @param id its name in files and addresses
 * @param rows none of them empty
 */
public record Dashboard(String id, String title, String description, List<Input> inputs, List<List<Panel>> rows) {
    public Dashboard {
        inputs = List.copyOf(inputs);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** All its panels, as one reads. */
    public Stream<Panel> panels() {
        return rows.stream().flatMap(List::stream);
    }
}
