/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/bench-recognise.h"

#include <string.h>

#define MAX_DEVICES 64

/* Words that drivers and shops add or leave out as they like. */
static const char *const fillers[] = {
  "nvidia", "geforce", "amd", "intel", "r", "tm", "graphics", "gpu", "generation", "edition",
  "corporation", "radv", "gb", "x",
};

static gboolean
is_filler (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (fillers); i++)
    if (g_str_equal (word, fillers[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_number (const char *word)
{
  return word[strspn (word, "0123456789")] == '\0';
}

/* "80GB", and "80" before "GB": how much memory, not which chip. */
static gboolean
is_size (const char *word, const char *next)
{
  gsize digits = strspn (word, "0123456789");

  return digits > 0
         && (g_str_equal (word + digits, "gb")
             || (word[digits] == '\0' && next != NULL && g_str_equal (next, "gb")));
}

/* What names a GPU in @text, in lower case with spaces between the words: "rtx 3090" of
 * "NVIDIA GeForce RTX 3090", of "2 x GeForce RTX 3090 (48 GB)" without the brackets. */
static char *
get_key (const char *text, gsize length)
{
  g_autofree char *low = g_ascii_strdown (text, (gssize) length);
  GString *key = g_string_new (NULL);
  g_auto (GStrv) words = NULL;

  for (char *c = low; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c))
      *c = ' ';
  words = g_strsplit (low, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *next = words[i + 1];

      if (*words[i] == '\0' || is_filler (words[i]) || is_size (words[i], next)
          || (is_number (words[i]) && next != NULL && g_str_equal (next, "x")))
        continue;
      if (key->len > 0)
        g_string_append_c (key, ' ');
      g_string_append (key, words[i]);
    }
  return g_string_free (key, FALSE);
}

static void
add_key (GPtrArray *keys, const char *text, gsize length)
{
  g_autofree char *key = get_key (text, length);

  if (*key != '\0')
    g_ptr_array_add (keys, g_steal_pointer (&key));
}

/* The key of what stands outside of brackets first, then those of what stands inside, between
 * commas: "AMD Ryzen AI Max+ 395 (Radeon 8060S, gfx1151)". "(R)" and "(TM)" are no brackets. */
static void
add_keys (GPtrArray *keys, const char *text)
{
  g_autoptr (GString) plain = g_string_new (text);
  g_autoptr (GString) outside = g_string_new (NULL);
  g_auto (GStrv) parts = NULL;

  g_string_replace (plain, "(R)", " ", 0);
  g_string_replace (plain, "(TM)", " ", 0);
  g_string_replace (plain, "(tm)", " ", 0);
  parts = g_strsplit_set (plain->str, "()", -1);
  for (guint i = 0; parts[i] != NULL; i += parts[i + 1] != NULL ? 2 : 1)
    g_string_append_printf (outside, " %s", parts[i]);
  add_key (keys, outside->str, outside->len);
  for (guint i = 1; i < g_strv_length (parts); i += 2)
    {
      g_auto (GStrv) inner = g_strsplit (parts[i], ",", -1);

      for (guint j = 0; inner[j] != NULL; j++)
        add_key (keys, inner[j], strlen (inner[j]));
    }
}

/* What a driver may call the GPU of a machine. A card's chip is on other cards too. */
static GPtrArray *
get_machine_keys (const RigMachine *machine)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  const char *bracket = strchr (machine->name, '(');

  for (guint i = 0; machine->gpu_names != NULL && machine->gpu_names[i] != NULL; i++)
    add_key (keys, machine->gpu_names[i], strlen (machine->gpu_names[i]));
  add_key (keys, machine->name,
           bracket != NULL ? (gsize) (bracket - machine->name) : strlen (machine->name));
  if (machine->chip != NULL && machine->kind != RIG_MACHINE_CARD)
    add_keys (keys, machine->chip);
  return keys;
}

static gboolean
has_key (const GPtrArray *keys, const char *key)
{
  for (guint i = 0; i < keys->len; i++)
    if (g_str_equal (g_ptr_array_index (keys, i), key))
      return TRUE;
  return FALSE;
}

/* "AMD Radeon Graphics (RADV GFX1151)" says nothing outside of its brackets. */
static gboolean
is_device_of (const GPtrArray *device, const RigMachine *machine)
{
  g_autoptr (GPtrArray) keys = NULL;
  const char *main_key;

  if (machine->claimed || device->len == 0)
    return FALSE;
  keys = get_machine_keys (machine);
  main_key = g_ptr_array_index (device, 0);
  if (!g_str_equal (main_key, "radeon"))
    return has_key (keys, main_key);
  for (guint i = 1; i < device->len; i++)
    if (has_key (keys, g_ptr_array_index (device, i)))
      return TRUE;
  return FALSE;
}

/* Several GPUs stand between commas. FALSE where they are not all alike. */
static gboolean
read_devices (const char *words, GPtrArray *keys, guint *n)
{
  g_auto (GStrv) devices = g_strsplit (words, ", ", MAX_DEVICES);

  for (*n = 0; devices[*n] != NULL; (*n)++)
    if (!g_str_equal (devices[*n], devices[0]))
      return FALSE;
  add_keys (keys, devices[0]);
  return TRUE;
}

/* What the CPU is called, without the GPU that it has: "AMD RYZEN AI MAX+ 395 w/ Radeon 8060S";
 * and without the library before it: "Accelerate, Apple M1 Ultra". */
static char *
get_cpu_key (const char *words)
{
  const char *with = strstr (words, " w/"), *comma = strrchr (words, ',');
  const char *start = comma != NULL && (with == NULL || comma < with) ? comma + 1 : words;

  return get_key (start, with != NULL ? (gsize) (with - start) : strlen (start));
}

/* Where the CPU's name tells candidates apart, those that have it stay. */
static void
narrow_by_cpu (GPtrArray *candidates, const char *cpu)
{
  g_autofree char *key = get_cpu_key (cpu);
  g_autoptr (GPtrArray) named = g_ptr_array_new ();

  for (guint i = 0; i < candidates->len; i++)
    {
      const RigMachine *machine = g_ptr_array_index (candidates, i);
      g_autoptr (GPtrArray) keys = get_machine_keys (machine);

      if (has_key (keys, key))
        g_ptr_array_add (named, (gpointer) machine);
    }
  if (named->len == 0)
    return;
  g_ptr_array_set_size (candidates, 0);
  for (guint i = 0; i < named->len; i++)
    g_ptr_array_add (candidates, g_ptr_array_index (named, i));
}

void
rig_bench_find_machines (const RigCatalog *catalog, const RigBenchResult *result,
                         GPtrArray *candidates)
{
  const GPtrArray *machines = rig_catalog_get_machines (catalog);
  const char *gpu = result->words[RIG_BENCH_GPU], *cpu = result->words[RIG_BENCH_CPU];
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  guint n_devices = 1;

  if (gpu == NULL || !read_devices (gpu, keys, &n_devices))
    return;
  for (guint i = 0; i < machines->len; i++)
    {
      const RigMachine *machine = g_ptr_array_index (machines, i);

      if (MAX (1, machine->n_gpus) == n_devices && is_device_of (keys, machine))
        g_ptr_array_add (candidates, (gpointer) machine);
    }
  if (candidates->len > 1 && cpu != NULL)
    narrow_by_cpu (candidates, cpu);
}
