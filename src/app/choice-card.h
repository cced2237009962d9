/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/control-card.h"

G_BEGIN_DECLS

#define RIG_TYPE_CHOICE_CARD (rig_choice_card_get_type ())
G_DECLARE_FINAL_TYPE (RigChoiceCard, rig_choice_card, RIG, CHOICE_CARD, RigControlCard)

G_END_DECLS
