package ai.genops.rules;

import ai.genops.governance.price.Call;
import ai.genops.governance.price.Price;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one model costs: by time, service tier and size of the prompt. Of several periods that hold the last counts. */
record Schedule(List<Period> periods) {
    /**
     * A time in which prices hold.
     *
     * @param from the first day (UTC)
     * @param to the first day that is not included
     * @param fromTime the time of each day (UTC) from which it holds
     * @param toTime until before when; equal: all day
     * @param steps by service tier, {@code ""} the usual one; in the order of their thresholds
     */
    record Period(LocalDate from, LocalDate to, LocalTime fromTime, LocalTime toTime, Map<String, List<Step>> steps) {
        private boolean holds(LocalDateTime time) {
            LocalDate day = time.toLocalDate();
            return !day.isBefore(from) && day.isBefore(to) && holds(time.toLocalTime());
        }

        private boolean holds(LocalTime time) {
            boolean begun = !time.isBefore(fromTime);
            boolean over = !time.isBefore(toTime);
            return fromTime.equals(toTime) || (fromTime.isBefore(toTime) ? begun && !over : begun || !over);
        }
    }

    /** What holds for all tokens of a call whose prompt has more than {@code above}; no price: it is not known. */
    record Step(long above, @Nullable Price price) {}

    static Period always(Map<String, List<Step>> steps) {
        return new Period(LocalDate.MIN, LocalDate.MAX, LocalTime.MIN, LocalTime.MIN, steps);
    }

    @Nullable
    Price price(Call call) {
        Price price = null;
        List<Step> steps = steps(call);
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (call.promptTokens() > step.above || step.above == 0) {
                price = step.price;
            }
        }
        return price;
    }

    private List<Step> steps(Call call) {
        for (int i = periods.size() - 1; i >= 0; i--) {
            Period period = periods.get(i);
            if (period.holds(call.time())) {
                return period.steps.getOrDefault(call.tier(), List.of());
            }
        }
        return List.of();
    }
}
