package ai.genops.expression;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/// Methods of dates (ECMA-262, 21.4.4). The local time is UTC.
final class DateMethods {
    static final Map<String, Method<JsDate>> TABLE = table();

    private DateMethods() {}

    private static Map<String, Method<JsDate>> table() {
        List<Method<JsDate>> methods = new ArrayList<>(List.of(
                new Method<>("getTime", Type.NUMBER, 0, (self, _) -> self.millis()),
                new Method<>("valueOf", Type.NUMBER, 0, (self, _) -> self.millis()),
                new Method<>("getTimezoneOffset", Type.NUMBER, 0, (self, _) -> self.isValid() ? 0.0 : Double.NaN),
                new Method<>("toUTCString", Type.TEXT, 0, (self, _) -> self.text(JsDate.UTC)),
                new Method<>("toDateString", Type.TEXT, 0, (self, _) -> self.text(JsDate.DAY)),
                new Method<>("toTimeString", Type.TEXT, 0, (self, _) -> self.text(JsDate.TIME)),
                new Method<>("toISOString", Type.TEXT, 0, (self, _) -> self.iso()),
                new Method<>("toJSON", Type.ANY, 0, (self, _) -> self.isValid() ? self.iso() : JsNull.NULL)));
        part(methods, "FullYear", OffsetDateTime::getYear);
        part(methods, "Month", date -> date.getMonthValue() - 1);
        part(methods, "Date", OffsetDateTime::getDayOfMonth);
        part(methods, "Day", date -> date.getDayOfWeek().getValue() % 7);
        part(methods, "Hours", OffsetDateTime::getHour);
        part(methods, "Minutes", OffsetDateTime::getMinute);
        part(methods, "Seconds", OffsetDateTime::getSecond);
        part(methods, "Milliseconds", date -> date.getNano() / 1_000_000);
        return Method.table(methods);
    }

    private static void part(List<Method<JsDate>> methods, String name, ToIntFunction<OffsetDateTime> part) {
        Method.Body<JsDate> body = (self, _) -> self.isValid() ? (double) part.applyAsInt(self.utc()) : Double.NaN;
        methods.add(new Method<>("get" + name, Type.NUMBER, 0, body));
        methods.add(new Method<>("getUTC" + name, Type.NUMBER, 0, body));
    }
}
