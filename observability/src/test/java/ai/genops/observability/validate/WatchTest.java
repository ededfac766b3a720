package ai.genops.observability.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchTest {
    private final Watch watch = new Watch(Duration.ofSeconds(30));

    private static Validation failed(String id) {
        return new Validation("splunk", List.of(Check.of(id, Status.FAILED, id + " is wrong")), null);
    }

    private static Validation valid() {
        return new Validation("splunk", List.of(Check.of("token", Status.PASSED, "fine")), null);
    }

    @Test
    void onlyChangesAreTold() {
        assertThat(watch.changed(valid())).isEqualTo("valid");
        assertThat(watch.changed(valid())).isEmpty();
        assertThat(watch.changed(failed("token"))).isEqualTo("valid before, not valid now: token is wrong");
        assertThat(watch.changed(failed("token"))).isEmpty();
        assertThat(watch.changed(failed("index"))).isEqualTo("still not valid, for another reason: index is wrong");
        assertThat(watch.changed(valid())).isEqualTo("not valid before, valid now");
    }

    @Test
    void aFailureIsLookedAtSoonAndThenLessAndLessOften() {
        watch.changed(valid());
        assertThat(watch.pause()).isEqualTo(Duration.ofSeconds(30));
        for (int seconds : new int[] {5, 10, 20, 30, 30}) {
            watch.changed(failed("token"));
            assertThat(watch.pause()).isEqualTo(Duration.ofSeconds(seconds));
        }
        watch.changed(valid());
        assertThat(watch.pause()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void anIntervalOfLessThanASecondIsRefused() {
        assertThatThrownBy(() -> new Watch(Duration.ofMillis(900))).hasMessageContaining("a second or longer");
    }
}
