package ai.genops.observability.dashboard;

import java.util.List;

/**
 * What a viewer may choose. An input of type {@code time} sets {@code $token.earliest$} and {@code $token.latest$}, any
 * other {@code $token$}.
 *
 * @param type as Simple XML has it: time, text, dropdown, radio, multiselect, checkbox
 * @param defaults one value; of a time, its earliest and its latest
 * @param choices what a list offers
 * @param search the query whose rows are offered as well; empty: none
 * @param valueField its field that a choice sets
 * @param labelField its field that is shown
 * @param joining how what is chosen becomes the token
 */
public record Input(
        String type,
        String token,
        String label,
        List<String> defaults,
        List<Choice> choices,
        String search,
        String valueField,
        String labelField,
        Joining joining) {
    public Input {
        defaults = List.copyOf(defaults);
        choices = List.copyOf(choices);
    }

    /** The values as they are. */
    public Input(
            String type,
            String token,
            String label,
            List<String> defaults,
            List<Choice> choices,
            String search,
            String valueField,
            String labelField) {
        this(type, token, label, defaults, choices, search, valueField, labelField, Joining.NONE);
    }

    /** One of a list. */
    public record Choice(String value, String label) {}

    /** The usual choice of a time range. */
    static Input time(String earliest, String latest) {
        return new Input("time", "time", "Time range", List.of(earliest, latest), List.of(), "", "", "");
    }
}
