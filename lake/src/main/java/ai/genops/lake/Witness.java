package ai.genops.lake;

import java.sql.SQLException;

/// Is told of the steps after which a crash must lose and double nothing; tests crash there.
interface Witness {
    Witness NONE = _ -> {};

    enum Step {
        /// A data file is written that is still to be encrypted.
        PLAIN,
        /// A data file is written, perhaps not on disk.
        WRITTEN,
        /// It is on disk and entered, uncommitted.
        ENTERED,
        /// Rows are deleted or files taken out, uncommitted.
        DELETED,
        COMMITTED,
        /// A file is copied to where it is kept when it is frozen.
        FROZEN,
        /// A file that was taken out is deleted.
        UNLINKED
    }

    void at(Step step) throws SQLException;
}
