package ai.genops.server.health;

import ai.genops.server.notice.Notice;
import java.util.List;

/// What must survive a restart.
///
/// @param instance names this data folder, so that two servers' alarms are not taken for one
/// @param next the sequence of the next notice
/// @param firing the notices of alarms that fire
/// @param pending notices that not all they are meant for have got
record State(String instance, long next, List<Notice> firing, List<Notice> pending) {}
