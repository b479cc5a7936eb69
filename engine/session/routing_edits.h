// Edits of where sound goes: outputs and sends. A connection that makes a loop throws Error with the path
// ("Drums → Echo → Drums"), side-chains counted. Otherwise as strip_edits.h.
#pragma once

#include "engine/session/added.h"

namespace sweetspot::edit {

// To a bus or the mix; tracks and buses only.
SessionPtr set_output(const SessionPtr& session, StripId strip, StripId output);

// To a bus. The mix and the master have no sends.
Added<SendId> add_send(const SessionPtr& session, StripId strip, StripId bus, double gain_db = 0.0, bool pre_fader = false);
SessionPtr remove_send(const SessionPtr& session, SendId send);
SessionPtr set_send_gain(const SessionPtr& session, SendId send, double db);    // kSilenceDb to +6 dB
SessionPtr set_send_pan(const SessionPtr& session, SendId send, double pan);    // -1 to 1
SessionPtr set_send_pre_fader(const SessionPtr& session, SendId send, bool pre);
SessionPtr set_send_muted(const SessionPtr& session, SendId send, bool muted);

// An entry of send_table() by its key. An unknown key throws Error.
SessionPtr set_send_value(const SessionPtr& session, SendId send, std::string_view key, double value);
double send_value(const Send& send, std::string_view key);

// The send with that id and its strip, or null. Any thread.
const Send* find_send(const Session& session, SendId send, StripId* owner = nullptr);

}  // namespace sweetspot::edit
