package ai.genops.source.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AddressesTest {
    private final AtomicLong now = new AtomicLong();
    private final Addresses addresses = new Addresses(10, now::get);

    private static InetAddress address(int number) {
        return InetAddress.ofLiteral("10.0.%d.%d".formatted(number / 250, number % 250 + 1));
    }

    private int taken(InetAddress address, int tried) {
        int taken = 0;
        for (int i = 0; i < tried; i++) {
            try {
                addresses.admit(address);
                taken++;
            } catch (RefusedException e) {
                assertThat(e.reason()).isEqualTo(Reason.ADDRESS_LIMIT);
                assertThat(e.retryAfter()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(1));
            }
        }
        return taken;
    }

    @Test
    void eachAddressHasARateOfItsOwn() {
        int burst = taken(address(1), 100);
        assertThat(burst).isBetween(10, 12);
        assertThat(taken(address(2), 100)).isEqualTo(burst);
        now.addAndGet(Duration.ofMillis(500).toNanos());
        assertThat(taken(address(1), 100)).isEqualTo(5);
    }

    @Test
    void whoRestsIsForgottenSoThatOthersHaveAPlace() {
        for (int i = 0; i < 10_000; i++) {
            addresses.admit(address(i));
        }
        assertThatThrownBy(() -> addresses.admit(address(10_001))).hasMessageContaining("10000 addresses");
        assertThatCode(() -> addresses.admit(address(1))).doesNotThrowAnyException();
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThatCode(() -> addresses.admit(address(10_001))).doesNotThrowAnyException();
    }
}
