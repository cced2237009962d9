/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/control-card.h"

G_BEGIN_DECLS

#define RIG_TYPE_SLIDER_CARD (rig_slider_card_get_type ())
G_DECLARE_FINAL_TYPE (RigSliderCard, rig_slider_card, RIG, SLIDER_CARD, RigControlCard)

G_END_DECLS
