package ai.genops.source.hec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AckWindowTest {
    @Test
    void theLastIdsAreKnownAndTrueOnce() {
        var window = new AckWindow();
        for (long id = 0; id <= AckWindow.KNOWN; id++) {
            assertThat(window.give()).isEqualTo(id);
        }
        assertThat(window.ask(0)).isFalse(); // too old
        assertThat(window.ask(1)).isTrue();
        assertThat(window.ask(1)).isFalse();
        assertThat(window.ask(AckWindow.KNOWN)).isTrue();
        assertThat(window.ask(AckWindow.KNOWN + 1)).isFalse(); // not given
        assertThat(window.ask(-1)).isFalse();
        window.give();
        assertThat(window.ask(1)).isFalse();
        assertThat(window.ask(AckWindow.KNOWN + 1)).isTrue();
    }

    @Test
    void theQuietestChannelGivesItsPlaceToANewOne() {
        var channels = new Channels();
        channels.give("t", "quiet");
        channels.give("t", "asked");
        for (int i = 0; i < Channels.MOST - 1; i++) {
            channels.give("t", "channel " + i);
            assertThat(channels.ask("t", "ASKED", 7)).isFalse(); // keeps it
        }
        assertThat(channels.ask("t", "asked", 0)).isTrue();
        assertThat(channels.give("t", "quiet")).isZero();
        assertThat(channels.give("u", "asked")).isZero();
    }
}
