package ai.genops.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    @Test
    void onlyTheFolderMustBeGiven() {
        assertThat(Options.parse(List.of("--state", "demo"), null))
                .isEqualTo(new Options(
                        URI.create("http://127.0.0.1:4318/v1/traces"),
                        null,
                        Path.of("demo"),
                        true,
                        1,
                        OptionalLong.empty()));
    }

    @Test
    void everythingCanBeGiven() {
        var arguments =
                "--state demo --endpoint https://genops.test:1/otlp --token t --mode history --speed 2.5 --parent 7";
        assertThat(Options.parse(List.of(arguments.split(" ", -1)), "from the environment"))
                .isEqualTo(new Options(
                        URI.create("https://genops.test:1/otlp"),
                        "t",
                        Path.of("demo"),
                        false,
                        2.5,
                        OptionalLong.of(7)));
    }

    @Test
    void theTokenMayComeFromTheEnvironment() {
        assertThat(Options.parse(List.of("--state", "demo"), "quiet").token()).isEqualTo("quiet");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--mode history | --state DIR is missing: the folder that remembers what was sent",
                "--state | --state needs a value",
                "--state d --fast | unknown argument --fast; --help lists them",
                "--state d --mode past | --mode must be history or live, is 'past'",
                "--state d --speed NaN | --speed must be a number from 0.01 to 1000, is 'NaN'",
                "--state d --speed x | --speed must be a number from 0.01 to 1000, is 'x'",
                "--state d --parent x | --parent must be the number of a process, is 'x'",
                "--state d --endpoint localhost:4318 | --endpoint must be an address such as http://127.0.0.1:4318, is 'localhost:4318'",
                "--state d --endpoint http://a<b | --endpoint must be an address such as http://127.0.0.1:4318, is 'http://a<b'",
            })
    void aWrongArgumentIsNamedWithItsValue(String arguments, String message) {
        assertThatThrownBy(() -> Options.parse(List.of(arguments.split(" ", -1)), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
