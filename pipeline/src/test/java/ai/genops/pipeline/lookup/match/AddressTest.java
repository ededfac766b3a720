package ai.genops.pipeline.lookup.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1..2.3",
                "1.2.3.4 ",
                "1.2.3.4%e",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "12345::",
                "g::",
                "1:2:3:4:5:6:7:",
                "::1.2.3",
                "1.2.3.4::",
                "1:2:3:4:5:6:7:1.2.3.4",
                "example.org",
                "１.2.3.4",
                "::１"
            })
    void whatIsNoAddressIsNone(String text) {
        assertThat(Address.parse(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "255.255.255.255",
                "10.20.30.40",
                "::",
                "::1",
                "1::",
                "fe80::1",
                "2001:db8::ff00:42:8329",
                "1:2:3:4:5:6:7:8",
                "::ffff:1.2.3.4",
                "1:2:3:4:5:6:1.2.3.4",
                "64:ff9b::192.0.2.33",
                "1:2:3:4:5:6:7::",
                "::2:3:4:5:6:7:8",
                "ABCD:EF01::"
            })
    void whatIsAnAddressIsTheOneThatJavaReads(String text) throws UnknownHostException {
        assertThat(Address.parse(text)).isEqualTo(InetAddress.getByName(text).getAddress());
    }

    @Test
    void addressesAtRandomAreReadAsJavaWritesThem() throws UnknownHostException {
        long seed = 20250601;
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(bytes);
            String text = InetAddress.getByAddress(bytes).getHostAddress();
            assertThat(Address.parse(text)).as("seed %d, %s", seed, text).isEqualTo(bytes);
        }
    }
}
