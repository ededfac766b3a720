package ai.genops.pipeline.config;

/// Where secrets are kept, by the scheme of the references to it: `${vault:path#key}` asks the store `vault` for
/// `path#key`. Safe for concurrent use.
public interface SecretStore {
    /// Lower-case letters, digits and `-`.
    String scheme();

    /// The secret as it is now. May wait for a network, for seconds at most.
    /// @throws Unavailable if there is none
    String fetch(String reference) throws Unavailable;

    /// What whoever refers to it should know, with what to do; empty: nothing.
    default String remark(String reference) {
        return "";
    }

    /// Why there is no secret, in words that follow "not configured"; never a part of a secret.
    final class Unavailable extends Exception {
        private static final long serialVersionUID = 1;

        private final boolean passing;

        public Unavailable(String reason) {
            this(reason, false);
        }

        private Unavailable(String reason, boolean passing) {
            super(reason, null, false, false);
            this.passing = passing;
        }

        /// The store does not answer, or says that it cannot at the moment: nobody has to correct anything.
        public static Unavailable forNow(String reason) {
            return new Unavailable(reason, true);
        }

        /// Whether it is worth asking again.
        public boolean isPassing() {
            return passing;
        }

        public String reason() {
            return String.valueOf(getMessage());
        }
    }
}
