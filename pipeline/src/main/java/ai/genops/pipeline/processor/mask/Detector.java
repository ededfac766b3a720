package ai.genops.pipeline.processor.mask;

import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/// What can be found by what it is rather than by a pattern of one's own: where there is a checksum or a rule it is
/// checked, so that few other numbers are taken for it.
public enum Detector implements Finder {
    /// 13 to 19 digits, in groups or not, that fulfil Luhn's formula (ISO/IEC 7812-1).
    CREDIT_CARD("(?<![0-9A-Za-z])[2-6](?:[ -]?[0-9]){12,18}(?![0-9A-Za-z])", Checksums::luhn),
    /// ISO 13616: length by country, check digits modulo 97.
    IBAN("(?<![0-9A-Za-z])[A-Z]{2}[0-9]{2}(?: ?[0-9A-Z]){11,30}", Checksums::iban),
    /// US social security numbers in groups, without those that are never given (SSA, 2011).
    SSN("(?<![0-9-])(?!000|666|9)[0-9]{3}([- ])(?!00)[0-9]{2}\\1(?!0000)[0-9]{4}(?![0-9-])", String::length),
    EMAIL(
            "(?<![\\p{L}\\p{N}._%+-])[\\p{L}\\p{N}._%+'-]{1,64}+@(?:[\\p{L}\\p{N}-]{1,63}\\.)+[\\p{L}]{2,63}",
            String::length),
    /// With `+` and country code (E.164), or ten digits in North America's groups.
    PHONE(
            "(?<![\\w+.-])(?:\\+[1-9](?:[ .()/-]{0,2}[0-9]){7,14}|\\(?[2-9][0-9]{2}\\)?[ .-][2-9][0-9]{2}[ .-][0-9]{4})(?![0-9])",
            String::length),
    IPV4(
            "(?<![0-9.])(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?![0-9]|\\.[0-9])",
            String::length),
    IPV6("(?<![\\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![\\w:])", Checksums::ipv6),
    /// RFC 7519: its header is a JSON object in base64url.
    JWT("(?<![\\w-])eyJ[\\w-]{5,}\\.[\\w-]{5,}\\.[\\w-]*", String::length),
    /// Ids of access keys, and secrets that stand behind their usual name.
    AWS_KEY(
            "(?<![0-9A-Za-z])(?:AKIA|ASIA|AIDA|AROA|AGPA|ANPA|ANVA|ABIA|ACCA)[A-Z0-9]{16}(?![0-9A-Za-z])"
                    + "|(?<=(?i:secret_?access_?key)[\"' ]{0,3}[=:][\"' ]{0,3})[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])",
            String::length),
    /// Keys with the marks that vendors give them: OpenAI, Anthropic, GitHub, GitLab, Slack, Google, Hugging Face,
    /// Stripe, SendGrid, npm, PyPI.
    API_KEY(
            "(?<![\\w-])(?:sk-[\\w-]{20,}|gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\\w{22,}|glpat-[\\w-]{20,}"
                    + "|xox[abeoprs]-[A-Za-z0-9-]{10,}|AIza[\\w-]{35}|hf_[A-Za-z0-9]{30,}"
                    + "|[rsp]k_(?:live|test)_[A-Za-z0-9]{16,}|SG\\.[\\w-]{16,}\\.[\\w-]{16,}"
                    + "|npm_[A-Za-z0-9]{36}|pypi-[\\w-]{16,})",
            String::length);

    private final Pattern pattern;

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final ToIntFunction<String> length;

    Detector(String pattern, ToIntFunction<String> length) {
        this.pattern = Pattern.compile(pattern);
        this.length = length;
    }

    @Override
    public Pattern pattern() {
        return pattern;
    }

    @Override
    public int length(String candidate) {
        return length.applyAsInt(candidate);
    }

    /// The name in a configuration.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
