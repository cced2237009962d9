/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/catalog.h"

G_DEFINE_QUARK (rig-catalog-error-quark, rig_catalog_error)
