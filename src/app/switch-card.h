/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/control-card.h"

G_BEGIN_DECLS

#define RIG_TYPE_SWITCH_CARD (rig_switch_card_get_type ())
G_DECLARE_FINAL_TYPE (RigSwitchCard, rig_switch_card, RIG, SWITCH_CARD, RigControlCard)

G_END_DECLS
