/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gguf-notation.h"

#include <fcntl.h>
#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

/* A string, a number of 32 bits and an array, as types of values. */
#define STRING " u32:8 "
#define U32 " u32:4 "
#define ARRAY " u32:9 "
#define ARCHITECTURE "s:general.architecture" STRING "s:llama "
/* Files of one key and of one tensor, up to where those begin; the tensor's file has one key. */
#define ONE_KEY "G u64:0 u64:1 "
#define ONE_TENSOR "G u64:1 u64:1 " ARCHITECTURE
#define TWO_TENSORS "G u64:2 u64:1 " ARCHITECTURE
/* Name, one dimension of 8, F32: 32 bytes at offset 0. */
#define TENSOR_A "s:a u32:1 u64:8 u32:0 u64:0 "
/* What comes after the place that matters, so that counts are not refused for want of it. */
#define ROOM " z:100"

static RigCatalog *catalog;
static char *folder, *path;

static void
set_up (void)
{
  catalog = rig_catalog_new ();
  folder = g_dir_make_tmp ("rigwise-gguf-XXXXXX", NULL);
  path = g_build_filename (folder, "f.gguf", NULL);
}

static void
tear_down (void)
{
  notation_remove_folder (folder);
  g_clear_pointer (&path, g_free);
  g_clear_pointer (&folder, g_free);
  g_clear_pointer (&catalog, rig_catalog_free);
}

typedef struct
{
  const char *what, *file;
  RigGgufError code;
  const char *message;
} Refusal;

static const Refusal refusals[] = {
  { "wrong magic", "x:4747555a u32:3" ROOM, RIG_GGUF_ERROR_MAGIC,
    "byte 0: expected “GGUF”, found “GGUZ”: this is no GGUF file" },
  { "magic that moves the cursor", "x:1b5b324a u32:3" ROOM, RIG_GGUF_ERROR_MAGIC,
    "byte 0: expected “GGUF”, found “\\x1b[2J”: this is no GGUF file" },
  { "empty file", "", RIG_GGUF_ERROR_MAGIC, "byte 0: expected “GGUF”, found an empty file" },
  { "version 0", "x:47475546 u32:0" ROOM, RIG_GGUF_ERROR_VERSION,
    "byte 4: expected version 2 or 3, found 0" },
  { "version 1", "x:47475546 u32:1" ROOM, RIG_GGUF_ERROR_VERSION,
    "byte 4: expected version 2 or 3, found 1, which no program reads any more: convert the model "
    "anew" },
  { "version 4", "x:47475546 u32:4" ROOM, RIG_GGUF_ERROR_VERSION,
    "byte 4: expected version 2 or 3, found 4" },
  { "the other byte order's 3, counts in this one", "x:47475546 u32:0x03000000 u64:1 u64:1" ROOM,
    RIG_GGUF_ERROR_LIMIT,
    "byte 8: expected at most 1048576 tensors, found 72057594037927936" },
  { "2^63 tensors", "G u64:0x8000000000000000 u64:0" ROOM, RIG_GGUF_ERROR_LIMIT,
    "byte 8: expected at most 1048576 tensors, found 9223372036854775808" },
  { "2^64-1 tensors", "G u64:-1 u64:0" ROOM, RIG_GGUF_ERROR_LIMIT,
    "byte 8: expected at most 1048576 tensors, found 18446744073709551615" },
  { "more tensors than the file has room for", "G u64:4 u64:0" ROOM, RIG_GGUF_ERROR_TRUNCATED,
    "byte 8: expected room for 4 tensors, found 108 more bytes: the file is cut off or damaged" },
  { "2^63 keys", "G u64:0 u64:0x8000000000000000" ROOM, RIG_GGUF_ERROR_LIMIT,
    "byte 16: expected at most 65536 keys, found 9223372036854775808" },
  { "2^64-1 keys", "G u64:0 u64:-1" ROOM, RIG_GGUF_ERROR_LIMIT,
    "byte 16: expected at most 65536 keys, found 18446744073709551615" },
  { "more keys than the file has room for", "G u64:0 u64:8" ROOM, RIG_GGUF_ERROR_TRUNCATED,
    "byte 16: expected room for 8 keys, found 100 more bytes: the file is cut off or damaged" },

  { "key of no bytes", ONE_KEY "s:" U32 "u32:1", RIG_GGUF_ERROR_SHAPE,
    "byte 24: expected a key of at least one byte, found none" },
  { "key of 2^64-1 bytes", ONE_KEY "u64:-1" ROOM, RIG_GGUF_ERROR_LIMIT,
    "byte 24: expected at most 65535 bytes of a key, found 18446744073709551615" },
  { "key of 2^63 bytes", ONE_KEY "u64:0x8000000000000000" ROOM, RIG_GGUF_ERROR_LIMIT,
    "byte 24: expected at most 65535 bytes of a key, found 9223372036854775808" },
  { "key of 64 KiB", ONE_KEY "S:65536" U32 "u32:1", RIG_GGUF_ERROR_LIMIT,
    "byte 24: expected at most 65535 bytes of a key, found 65536" },
  { "key longer than the file", ONE_KEY "u64:101" ROOM, RIG_GGUF_ERROR_TRUNCATED,
    "byte 24: expected room for 101 bytes of a key, found 100 more bytes: the file is cut off" },
  { "key with NUL", ONE_KEY "u64:3 x:610062" U32 "u32:1", RIG_GGUF_ERROR_SHAPE,
    "byte 32: expected a key in UTF-8 without control characters, found “a\\x00b”" },
  { "key that is no UTF-8", ONE_KEY "u64:3 x:61ff62" U32 "u32:1", RIG_GGUF_ERROR_SHAPE,
    "byte 32: expected a key in UTF-8 without control characters, found “a\\xffb”" },
  { "key that clears the screen", ONE_KEY "s:\033[2J" U32 "u32:1", RIG_GGUF_ERROR_SHAPE,
    "byte 32: expected a key in UTF-8 without control characters, found “\\x1b[2J”" },
  { "long key that is no text", ONE_KEY "u64:100 z:100" U32 "u32:1", RIG_GGUF_ERROR_SHAPE,
    "byte 32: expected a key in UTF-8 without control characters, found “\\x00\\x00\\x00\\x00\\x00"
    "\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00…”" },
  { "type of value 13", ONE_KEY "s:k u32:13" ROOM, RIG_GGUF_ERROR_SHAPE,
    "byte 33: key “k”: expected a type of value from 0 to 12, found 13" },
  { "type of value -1", ONE_KEY "s:k u32:-1" ROOM, RIG_GGUF_ERROR_SHAPE,
    "byte 33: key “k”: expected a type of value from 0 to 12, found 4294967295" },
  { "string of 2^64-1 bytes", ONE_KEY "s:k" STRING "u64:-1" ROOM, RIG_GGUF_ERROR_LIMIT,
    "byte 37: key “k”: expected at most 16777216 bytes of a string, found 18446744073709551615" },
  { "string of 2^63 bytes", ONE_KEY "s:k" STRING "u64:0x8000000000000000" ROOM,
    RIG_GGUF_ERROR_LIMIT,
    "byte 37: key “k”: expected at most 16777216 bytes of a string, found 9223372036854775808" },
  { "string longer than the file", ONE_KEY "s:k" STRING "u64:101" ROOM,
    RIG_GGUF_ERROR_TRUNCATED,
    "byte 37: key “k”: expected room for 101 bytes of a string, found 100 more bytes" },
  { "number that is cut off", ONE_KEY "s:k u32:10 u32:1", RIG_GGUF_ERROR_TRUNCATED,
    "byte 37: key “k”: expected 8 more bytes of the header, found 4: the file is cut off" },
  { "array of arrays", ONE_KEY "s:k" ARRAY "u32:9 u64:1 u32:0 u64:1 u8:1", RIG_GGUF_ERROR_SHAPE,
    "byte 37: key “k”: expected an array of numbers, flags or strings, found an array of arrays" },
  { "array of 2^61 numbers, 8 times that wraps", ONE_KEY "s:k" ARRAY "u32:10 u64:0x2000000000000000"
    ROOM, RIG_GGUF_ERROR_LIMIT,
    "byte 41: key “k”: expected at most 16777216 elements of an array, found 2305843009213693952" },
  { "array longer than the file", ONE_KEY "s:k" ARRAY "u32:5 u64:26" ROOM,
    RIG_GGUF_ERROR_TRUNCATED,
    "byte 41: key “k”: expected room for 26 elements of an array, found 100 more bytes" },
  { "array of strings longer than the file", ONE_KEY "s:k" ARRAY "u32:8 u64:13" ROOM,
    RIG_GGUF_ERROR_TRUNCATED,
    "byte 41: key “k”: expected room for 13 elements of an array, found 100 more bytes" },
  { "string in an array of 2^64-1 bytes", ONE_KEY "s:k" ARRAY "u32:8 u64:2 s:a u64:-1" ROOM,
    RIG_GGUF_ERROR_LIMIT,
    "byte 58: key “k”: expected at most 16777216 bytes of a string, found 18446744073709551615" },
  { "flag of 2", ONE_KEY "s:k u32:7 u8:2", RIG_GGUF_ERROR_SHAPE,
    "byte 37: key “k”: expected 0 or 1, found 2" },
  { "flag of 2 in an array", ONE_KEY "s:k" ARRAY "u32:7 u64:3 u8:1 u8:0 u8:2",
    RIG_GGUF_ERROR_SHAPE, "byte 51: key “k”: expected 0 or 1, found 2" },
  { "key that is there twice", "G u64:0 u64:3 s:b" U32 "u32:1 s:a" U32 "u32:2 s:b" U32 "u32:3",
    RIG_GGUF_ERROR_SHAPE, "byte 71: key “b”: expected every key once, found it twice" },

  { "alignment 0", ONE_KEY "s:general.alignment" U32 "u32:0", RIG_GGUF_ERROR_SHAPE,
    "byte 53: key “general.alignment”: expected a power of two from 8 to 65536, found 0" },
  { "alignment 1", ONE_KEY "s:general.alignment" U32 "u32:1", RIG_GGUF_ERROR_SHAPE,
    "byte 53: key “general.alignment”: expected a power of two from 8 to 65536, found 1" },
  { "alignment 3", ONE_KEY "s:general.alignment" U32 "u32:3", RIG_GGUF_ERROR_SHAPE,
    "byte 53: key “general.alignment”: expected a power of two from 8 to 65536, found 3" },
  { "alignment 24", ONE_KEY "s:general.alignment" U32 "u32:24", RIG_GGUF_ERROR_SHAPE,
    "byte 53: key “general.alignment”: expected a power of two from 8 to 65536, found 24" },
  { "alignment 2^31", ONE_KEY "s:general.alignment" U32 "u32:0x80000000", RIG_GGUF_ERROR_SHAPE,
    "byte 53: key “general.alignment”: expected a power of two from 8 to 65536, found 2147483648" },
  { "alignment of 64 bits", ONE_KEY "s:general.alignment u32:10 u64:32", RIG_GGUF_ERROR_SHAPE,
    "byte 53: key “general.alignment”: expected a number of 32 bits without a sign" },
  { "alignment as an array", ONE_KEY "s:general.alignment" ARRAY "u32:4 u64:0",
    RIG_GGUF_ERROR_SHAPE,
    "byte 65: key “general.alignment”: expected a number of 32 bits without a sign" },
  { "architecture that is no string", ONE_KEY "s:general.architecture" U32 "u32:1",
    RIG_GGUF_ERROR_SHAPE,
    "byte 56: key “general.architecture”: expected a string, found something else" },
  { "architecture of 1 MiB", ONE_KEY "s:general.architecture" STRING "S:1048576",
    RIG_GGUF_ERROR_LIMIT,
    "byte 64: key “general.architecture”: expected a name of 1 to 64 bytes, found 1048576" },
  { "architecture without a name", ONE_KEY "s:general.architecture" STRING "s:",
    RIG_GGUF_ERROR_LIMIT,
    "byte 64: key “general.architecture”: expected a name of 1 to 64 bytes, found 0" },
  { "architecture of two lines", ONE_KEY "s:general.architecture" STRING "s:a\nb",
    RIG_GGUF_ERROR_SHAPE,
    "byte 64: key “general.architecture”: expected a name without control characters" },

  { "tensor without a name", ONE_TENSOR "s: u32:1 u64:8 u32:0 u64:0" ROOM, RIG_GGUF_ERROR_SHAPE,
    "byte 69: expected a tensor's name of at least one byte, found none" },
  { "tensor's name of 65 bytes", ONE_TENSOR "S:65 u32:1 u64:8 u32:0 u64:0" ROOM,
    RIG_GGUF_ERROR_LIMIT, "byte 69: expected at most 64 bytes of a tensor's name, found 65" },
  { "tensor's name of 2^64-1 bytes", ONE_TENSOR "u64:-1" ROOM, RIG_GGUF_ERROR_LIMIT,
    "byte 69: expected at most 64 bytes of a tensor's name, found 18446744073709551615" },
  { "tensor's name with NUL", ONE_TENSOR "u64:2 x:6100 u32:1 u64:8 u32:0 u64:0" ROOM,
    RIG_GGUF_ERROR_SHAPE,
    "byte 77: expected a tensor's name in UTF-8 without control characters, found “a\\x00”" },
  { "tensor's name that is no UTF-8", ONE_TENSOR "u64:2 x:c361 u32:1 u64:8 u32:0 u64:0" ROOM,
    RIG_GGUF_ERROR_SHAPE,
    "byte 77: expected a tensor's name in UTF-8 without control characters, found “\\xc3a”" },
  { "tensor's name that sets the title", ONE_TENSOR "s:\033]0;x\007 u32:1 u64:8 u32:0 u64:0" ROOM,
    RIG_GGUF_ERROR_SHAPE,
    "byte 77: expected a tensor's name in UTF-8 without control characters, found "
    "“\\x1b]0;x\\x07”" },
  { "tensor's name that turns around", ONE_TENSOR "s:a\u202eb u32:1 u64:8 u32:0 u64:0" ROOM,
    RIG_GGUF_ERROR_SHAPE,
    "byte 77: expected a tensor's name in UTF-8 without control characters, found "
    "“a\\xe2\\x80\\xaeb”" },
  { "no dimensions", ONE_TENSOR "s:a u32:0 u32:0 u64:0" ROOM, RIG_GGUF_ERROR_SHAPE,
    "byte 78: tensor “a”: expected 1 to 4 dimensions, found 0" },
  { "5 dimensions", ONE_TENSOR "s:a u32:5" ROOM, RIG_GGUF_ERROR_SHAPE,
    "byte 78: tensor “a”: expected 1 to 4 dimensions, found 5" },
  { "2^32-1 dimensions", ONE_TENSOR "s:a u32:-1" ROOM, RIG_GGUF_ERROR_SHAPE,
    "byte 78: tensor “a”: expected 1 to 4 dimensions, found 4294967295" },
  { "dimension of 0", ONE_TENSOR "s:a u32:2 u64:8 u64:0 u32:0 u64:0" ROOM, RIG_GGUF_ERROR_LIMIT,
    "byte 90: tensor “a”: expected a dimension from 1 to 1099511627776, found 0" },
  { "dimension of 2^63", ONE_TENSOR "s:a u32:1 u64:0x8000000000000000 u32:0 u64:0" ROOM,
    RIG_GGUF_ERROR_LIMIT,
    "byte 82: tensor “a”: expected a dimension from 1 to 1099511627776, found "
    "9223372036854775808" },
  { "elements that wrap to 0: 2^32 x 2^32",
    ONE_TENSOR "s:a u32:2 u64:0x100000000 u64:0x100000000 u32:0 u64:0" ROOM, RIG_GGUF_ERROR_LIMIT,
    "byte 90: tensor “a”: expected fewer than 2^63 elements, found more" },
  { "elements that wrap to 32: 2^64 + 32",
    ONE_TENSOR "s:a u32:3 u64:271968 u64:37171 u64:1824726041 u32:0 u64:0" ROOM,
    RIG_GGUF_ERROR_LIMIT, "byte 98: tensor “a”: expected fewer than 2^63 elements, found more" },
  { "elements that wrap to 2^63, a negative number",
    ONE_TENSOR "s:a u32:2 u64:0x10000000000 u64:0x800000 u32:0 u64:0" ROOM, RIG_GGUF_ERROR_LIMIT,
    "byte 90: tensor “a”: expected fewer than 2^63 elements, found more" },
  { "bytes that wrap: 2^62 elements of 8 bytes",
    ONE_TENSOR "s:a u32:2 u64:0x10000000000 u64:0x400000 u32:28 u64:0" ROOM, RIG_GGUF_ERROR_LIMIT,
    "byte 98: tensor “a”: expected fewer than 2^63 bytes, found more" },
  { "rows of parts of blocks", ONE_TENSOR "s:a u32:2 u64:33 u64:2 u32:2 u64:0" ROOM,
    RIG_GGUF_ERROR_SHAPE,
    "byte 98: tensor “a”: expected rows of whole blocks of 32 elements, as Q4_0 has, found 33 "
    "elements" },
  { "offset between multiples", ONE_TENSOR "s:a u32:1 u64:8 u32:0 u64:16" ROOM,
    RIG_GGUF_ERROR_SHAPE,
    "byte 128: tensor “a”: expected an offset that is a multiple of 32, found 16" },
  { "offset that wraps", ONE_TENSOR "s:a u32:1 u64:8 u32:0 u64:0xffffffffffffffe0" ROOM,
    RIG_GGUF_ERROR_LIMIT,
    "byte 128: tensor “a”: expected it to end before byte 2^63 of the file, found an offset of "
    "18446744073709551584" },
  { "tensors that overlap", TWO_TENSORS "s:a u32:1 u64:16 u32:0 u64:0 s:b u32:1 u64:8 u32:0 u64:32"
    ROOM, RIG_GGUF_ERROR_SHAPE,
    "byte 160: tensor “a”: expected it to end before the tensor “b” begins at offset 32, found "
    "that they overlap" },
  { "tensors that overlap, the later one first",
    TWO_TENSORS "s:b u32:1 u64:8 u32:0 u64:32 s:a u32:1 u64:16 u32:0 u64:0" ROOM,
    RIG_GGUF_ERROR_SHAPE,
    "byte 160: tensor “a”: expected it to end before the tensor “b” begins at offset 32, found "
    "that they overlap" },
  { "tensors of unknown types at the same place",
    TWO_TENSORS "s:a u32:1 u64:8 u32:99 u64:0 s:b u32:1 u64:8 u32:99 u64:0" ROOM,
    RIG_GGUF_ERROR_SHAPE, "found that they overlap" },
  { "tensor that is there twice",
    TWO_TENSORS TENSOR_A "s:a u32:1 u64:8 u32:0 u64:32" ROOM, RIG_GGUF_ERROR_SHAPE,
    "tensor “a”: expected every name once, found it twice" },
};

static void
check_refusal (const char *what, RigGgufError code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RigGguf) gguf = notation_read (catalog, path, &error);

  ck_assert_msg (gguf == NULL, "%s: not refused", what);
  ck_assert_msg (g_error_matches (error, RIG_GGUF_ERROR, (int) code), "%s: %d: %s", what,
                 error->code, error->message);
  ck_assert_msg (g_str_has_prefix (error->message, path), "%s: no file in: %s", what,
                 error->message);
  ck_assert_msg (strstr (error->message, message) != NULL, "%s: expected “%s” in “%s”", what,
                 message, error->message);
}

START_TEST (test_refused)
{
  const Refusal *c = &refusals[_i];

  notation_save (c->file, FALSE, path);
  check_refusal (c->what, c->code, c->message);
}
END_TEST

typedef struct
{
  const char *what, *file;
  gint64 bytes; /* of the last tensor; -1: not known */
  const char *warning; /* NULL: none */
} Acceptance;

#define DATA " pad:32 z:64"
#define UNKNOWN(number)                                                                            \
  "1 tensor is of a type that is not known here (number " number "): its size is taken from "      \
  "where the next one begins"

static const Acceptance acceptances[] = {
  { "version 3", ONE_TENSOR TENSOR_A DATA, 32, NULL },
  { "version 2", "x:47475546 u32:2 u64:1 u64:1 " ARCHITECTURE TENSOR_A DATA, 32, NULL },
  { "no tensors", "G u64:0 u64:1 " ARCHITECTURE, 0, NULL },
  { "no architecture", "G u64:1 u64:0 " TENSOR_A DATA, 32,
    "key “general.architecture” is missing: what kind of model it is, is not known" },
  { "name of 63 bytes", ONE_TENSOR "S:63 u32:1 u64:8 u32:0 u64:0" DATA, 32, NULL },
  { "name of 64 bytes", ONE_TENSOR "S:64 u32:1 u64:8 u32:0 u64:0" DATA, 32,
    "a name of more than 63 bytes, which llama.cpp does not read" },
  { "four dimensions", ONE_TENSOR "s:a u32:4 u64:2 u64:2 u64:2 u64:2 u32:0 u64:0" DATA, 64, NULL },
  { "blocks", ONE_TENSOR "s:a u32:2 u64:64 u64:1 u32:2 u64:0" DATA, 36, NULL },
  { "offset past the end", ONE_TENSOR "s:a u32:1 u64:8 u32:0 u64:0x100000000" DATA, 32,
    "the file is shorter than its tensors: expected at least 4294967456 bytes, found 192" },
  { "type 4, removed", ONE_TENSOR "s:a u32:1 u64:8 u32:4 u64:0" DATA, 64, UNKNOWN ("4") },
  { "type 31, removed", ONE_TENSOR "s:a u32:1 u64:8 u32:31 u64:0" DATA, 64, UNKNOWN ("31") },
  { "type 36, used by others", ONE_TENSOR "s:a u32:1 u64:8 u32:36 u64:0" DATA, 64,
    UNKNOWN ("36") },
  { "type 43, of tomorrow", ONE_TENSOR "s:a u32:1 u64:8 u32:43 u64:0" DATA, 64, UNKNOWN ("43") },
  { "type 133, of a fork", ONE_TENSOR "s:a u32:1 u64:8 u32:133 u64:0" DATA, 64,
    UNKNOWN ("133") },
  { "type 2^31", ONE_TENSOR "s:a u32:1 u64:8 u32:0x80000000 u64:0" DATA, 64,
    UNKNOWN ("2147483648") },
  { "type -1", ONE_TENSOR "s:a u32:1 u64:8 u32:-1 u64:0" DATA, 64, UNKNOWN ("4294967295") },
  { "unknown type in a file that is cut off", ONE_TENSOR "s:a u32:1 u64:8 u32:43 u64:0", -1,
    "the size of 1 of these tensors is not known, as the file ends before it" },
  { "alignment of 64 KiB", "G u64:1 u64:2 " ARCHITECTURE "s:general.alignment" U32 "u32:65536 "
    TENSOR_A "pad:65536 z:32", 32, NULL },
  { "one file of a set of one", "G u64:1 u64:2 " ARCHITECTURE "s:split.count u32:2 u16:1 " TENSOR_A
    DATA, 32, NULL },
};

static void
check_acceptance (const Acceptance *c, const RigGguf *gguf)
{
  const GArray *tensors = rig_gguf_get_tensors (gguf);
  const GPtrArray *warnings = rig_gguf_get_warnings (gguf);
  gboolean warned = FALSE;

  if (tensors->len > 0)
    {
      const RigGgufTensor *last = &g_array_index (tensors, RigGgufTensor, tensors->len - 1);
      ck_assert_msg (last->bytes_known == (c->bytes >= 0), "%s", c->what);
      ck_assert_msg ((gint64) last->bytes == MAX (c->bytes, 0), "%s: %" G_GUINT64_FORMAT, c->what,
                     last->bytes);
    }
  if (c->warning == NULL)
    ck_assert_msg (warnings->len == 0, "%s: %s", c->what,
                   (const char *) g_ptr_array_index (warnings, 0));
  for (guint i = 0; i < warnings->len; i++)
    {
      ck_assert (g_str_has_prefix (g_ptr_array_index (warnings, i), path));
      warned = warned || g_str_has_suffix (g_ptr_array_index (warnings, i), c->warning);
    }
  ck_assert_msg (warned == (c->warning != NULL), "%s: %s", c->what,
                 warnings->len > 0 ? (const char *) g_ptr_array_index (warnings, 0) : "no warning");
}

/* Each in both byte orders. */
START_TEST (test_accepted)
{
  const Acceptance *c = &acceptances[_i];

  for (gboolean big_endian = FALSE; big_endian <= TRUE; big_endian++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RigGguf) gguf = NULL;
      notation_save (c->file, big_endian, path);
      gguf = notation_read (catalog, path, &error);
      ck_assert_msg (gguf != NULL, "%s: %s", c->what, error != NULL ? error->message : "");
      ck_assert_int_eq (rig_gguf_is_big_endian (gguf), big_endian);
      ck_assert_uint_eq (rig_gguf_get_version (gguf), c->file[0] == 'G' ? 3 : 2);
      check_acceptance (c, gguf);
    }
}
END_TEST

/* Tensors of unknown types between others: what can be known is known. */
START_TEST (test_unknown_types)
{
  static const struct
  {
    guint64 bytes;
    gboolean known;
  } sizes[] = { { 96, TRUE }, { 32, TRUE }, { 64, TRUE }, { 32, TRUE }, { 0, FALSE } };
  g_autoptr (RigGguf) gguf = NULL;
  const GArray *tensors;
  const GPtrArray *warnings;

  notation_save ("G u64:5 u64:1 " ARCHITECTURE "s:a u32:1 u64:8 u32:137 u64:0 "
                 "s:b u32:1 u64:8 u32:0 u64:96 s:c u32:1 u64:8 u32:99 u64:128 "
                 "s:d u32:1 u64:8 u32:0 u64:192 s:e u32:1 u64:8 u32:137 u64:224",
                 FALSE, path);
  gguf = notation_read (catalog, path, NULL);
  ck_assert_ptr_nonnull (gguf);
  tensors = rig_gguf_get_tensors (gguf);
  ck_assert_uint_eq (tensors->len, G_N_ELEMENTS (sizes));
  for (guint i = 0; i < tensors->len; i++)
    {
      const RigGgufTensor *tensor = &g_array_index (tensors, RigGgufTensor, i);
      ck_assert_uint_eq (tensor->bytes, sizes[i].bytes);
      ck_assert_int_eq (tensor->bytes_known, sizes[i].known);
      ck_assert_int_eq (tensor->type == NULL, i % 2 == 0);
    }
  warnings = rig_gguf_get_warnings (gguf);
  ck_assert_uint_eq (warnings->len, 3);
  ck_assert_ptr_nonnull (strstr (g_ptr_array_index (warnings, 1),
                                 "3 tensors are of types that are not known here (number 137, "
                                 "99)"));
  ck_assert_ptr_nonnull (strstr (g_ptr_array_index (warnings, 2), "the size of 1 of these"));
}
END_TEST

/* Every beginning of a file: refused as long as it ends in the header, then read. */
START_TEST (test_truncated)
{
  static const char *const text
      = "G u64:2 u64:5 " ARCHITECTURE "s:n u32:7 u8:1 s:t" ARRAY "u32:8 u64:2 s:x s:yy "
        "s:v" ARRAY "u32:5 u64:3 u32:1 u32:2 u32:3 s:r u32:12 f64:0.5 "
        "s:a u32:2 u64:4 u64:2 u32:0 u64:0 s:b u32:1 u64:8 u32:0 u64:32";
  g_autoptr (GByteArray) header = notation_write (text, FALSE);
  g_autofree char *whole_text = g_strconcat (text, " pad:32 z:64", NULL);
  g_autoptr (GByteArray) whole = notation_write (whole_text, FALSE);

  for (guint n = 0; n <= whole->len; n++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RigGguf) gguf = NULL;
      notation_save_bytes (whole->data, n, path);
      gguf = notation_read (catalog, path, &error);
      ck_assert_msg ((gguf != NULL) == (n >= header->len), "%u bytes", n);
      if (gguf == NULL)
        ck_assert_msg (g_error_matches (error, RIG_GGUF_ERROR, n == 0 ? RIG_GGUF_ERROR_MAGIC
                                                                     : RIG_GGUF_ERROR_TRUNCATED),
                       "%u bytes: %s", n, error->message);
      else
        ck_assert_msg (rig_gguf_get_warnings (gguf)->len == (n < whole->len), "%u bytes", n);
    }
}
END_TEST

START_TEST (test_values)
{
  g_autoptr (RigGguf) gguf = NULL;
  guint64 whole = 0;
  double real = 0;
  gboolean flag = FALSE;

  notation_save ("G u64:0 u64:13 " ARCHITECTURE
                 "s:u8 u32:0 u8:200 s:i8 u32:1 u8:-1 s:i64 u32:11 u64:5 s:u64 u32:10 u64:-1 "
                 "s:two u32:6 f32:2 s:nan u32:12 f64:nan s:inf u32:6 f32:inf s:yes u32:7 u8:1 "
                 "s:per.layer" ARRAY "u32:5 u64:3 u32:8 u32:0 u32:-1 "
                 "s:flags" ARRAY "u32:7 u64:2 u8:1 u8:0 s:words" ARRAY "u32:8 u64:2 s:a s:b "
                 "s:text" STRING "s:a\033[2J\nb\u00df\xff",
                 FALSE, path);
  gguf = notation_read (catalog, path, NULL);
  ck_assert_ptr_nonnull (gguf);
  ck_assert (rig_gguf_has (gguf, "u8") && !rig_gguf_has (gguf, "u") && !rig_gguf_has (gguf, ""));
  ck_assert (rig_gguf_get_uint (gguf, "u8", &whole) && whole == 200);
  ck_assert (rig_gguf_get_uint (gguf, "i64", &whole) && whole == 5);
  ck_assert (rig_gguf_get_uint (gguf, "u64", &whole) && whole == G_MAXUINT64);
  ck_assert (!rig_gguf_get_uint (gguf, "i8", &whole));        /* negative */
  ck_assert (!rig_gguf_get_uint (gguf, "two", &whole));       /* a fraction's type */
  ck_assert (!rig_gguf_get_uint (gguf, "yes", &whole));
  ck_assert (!rig_gguf_get_uint (gguf, "per.layer", &whole)); /* an array */
  ck_assert (!rig_gguf_get_uint (gguf, "text", &whole));
  ck_assert (!rig_gguf_get_uint (gguf, "absent", &whole));
  ck_assert (rig_gguf_get_double (gguf, "i8", &real) && real == -1);
  ck_assert (rig_gguf_get_double (gguf, "two", &real) && real == 2);
  ck_assert (!rig_gguf_get_double (gguf, "nan", &real));
  ck_assert (!rig_gguf_get_double (gguf, "inf", &real));
  ck_assert (!rig_gguf_get_double (gguf, "yes", &real));
  ck_assert (rig_gguf_get_flag (gguf, "yes", &flag) && flag);
  ck_assert (!rig_gguf_get_flag (gguf, "u8", &flag) && !rig_gguf_get_flag (gguf, "flags", &flag));
  ck_assert_str_eq (rig_gguf_get_text (gguf, "text"), "a\ufffd[2J\nb\u00df\ufffd");
  ck_assert_ptr_null (rig_gguf_get_text (gguf, "words"));
  ck_assert_ptr_null (rig_gguf_get_text (gguf, "u8"));
  ck_assert_uint_eq (rig_gguf_get_length (gguf, "words"), 2);
  ck_assert_uint_eq (rig_gguf_get_length (gguf, "text"), 0);
  ck_assert (rig_gguf_get_uint_at (gguf, "per.layer", 0, &whole) && whole == 8);
  ck_assert (rig_gguf_get_uint_at (gguf, "per.layer", 1, &whole) && whole == 0);
  ck_assert (!rig_gguf_get_uint_at (gguf, "per.layer", 2, &whole)); /* negative */
  ck_assert (!rig_gguf_get_uint_at (gguf, "per.layer", 3, &whole)); /* beyond the last */
  ck_assert (rig_gguf_get_uint_at (gguf, "flags", 0, &whole) && whole == 1);
  ck_assert (rig_gguf_get_uint_at (gguf, "u8", 1000, &whole) && whole == 200);
  ck_assert (!rig_gguf_get_uint_at (gguf, "words", 0, &whole));
}
END_TEST

/* What is kept of long values is bounded; what follows them is read all the same. */
START_TEST (test_long_values)
{
  g_autoptr (RigGguf) gguf = NULL;
  guint64 value = 1;

  notation_save ("G u64:0 u64:5 " ARCHITECTURE "s:long" STRING "S:200000 "
                 "s:numbers" ARRAY "u32:4 u64:100000 z:400000 s:flags" ARRAY "u32:7 u64:100000 "
                 "z:100000 s:last" U32 "u32:7",
                 FALSE, path);
  gguf = notation_read (catalog, path, NULL);
  ck_assert_ptr_nonnull (gguf);
  ck_assert_uint_eq (strlen (rig_gguf_get_text (gguf, "long")), 65536);
  ck_assert_uint_eq (rig_gguf_get_length (gguf, "numbers"), 100000);
  ck_assert (rig_gguf_get_uint_at (gguf, "numbers", 4095, &value) && value == 0);
  ck_assert (!rig_gguf_get_uint_at (gguf, "numbers", 4096, &value));
  ck_assert_uint_eq (rig_gguf_get_length (gguf, "flags"), 100000);
  ck_assert (rig_gguf_get_uint (gguf, "last", &value) && value == 7);
}
END_TEST

/* Counts that the file does have room for, since it is 1 GiB of nothing. */
START_TEST (test_large_and_empty)
{
  static const struct
  {
    const char *what, *file;
    RigGgufError code;
    const char *message;
  } cases[] = {
    { "as many keys as there may be", "G u64:0 u64:65536", RIG_GGUF_ERROR_SHAPE,
      "byte 24: expected a key of at least one byte, found none" },
    { "a key more", "G u64:0 u64:65537", RIG_GGUF_ERROR_LIMIT,
      "byte 16: expected at most 65536 keys, found 65537" },
    { "a tensor more", "G u64:1048577 u64:0", RIG_GGUF_ERROR_LIMIT,
      "byte 8: expected at most 1048576 tensors, found 1048577" },
    { "the longest array of numbers", ONE_KEY "s:k" ARRAY "u32:10 u64:16777216",
      RIG_GGUF_ERROR_LIMIT, "byte 32817: key “k”: expected a header of at most 64 MiB" },
    { "the longest array of flags, five times", "G u64:0 u64:5 s:1" ARRAY "u32:7 u64:16777216",
      RIG_GGUF_ERROR_SHAPE, "byte 16777265: expected a key of at least one byte" },
    { "the longest array of strings", ONE_KEY "s:k" ARRAY "u32:8 u64:16777216",
      RIG_GGUF_ERROR_LIMIT, "byte 67108857: key “k”: expected a header of at most 64 MiB" },
    { "an element more", ONE_KEY "s:k" ARRAY "u32:0 u64:16777217", RIG_GGUF_ERROR_LIMIT,
      "byte 41: key “k”: expected at most 16777216 elements of an array, found 16777217" },
    { "a string of a byte more", ONE_KEY "s:k" STRING "u64:16777217", RIG_GGUF_ERROR_LIMIT,
      "byte 37: key “k”: expected at most 16777216 bytes of a string, found 16777217" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      notation_save (cases[i].file, FALSE, path);
      ck_assert_int_eq (truncate (path, 1 << 30), 0);
      check_refusal (cases[i].what, cases[i].code, cases[i].message);
    }
}
END_TEST

START_TEST (test_no_file)
{
  g_autofree char *pipe_path = g_build_filename (folder, "pipe", NULL);
  static const struct
  {
    const char *path, *message;
  } cases[] = {
    { NULL, "expected a file, found a pipe" },
    { "/", "/: expected a file, found a folder" },
    { "/dev/null", "/dev/null: expected a file, found a device" },
    { "/nowhere/f.gguf", "/nowhere/f.gguf: No such file or directory" },
    { "/nowhere/\033[2J\n.gguf", "/nowhere/\\x1b[2J\\x0a.gguf: No such file or directory" },
  };

  ck_assert_int_eq (mkfifo (pipe_path, 0600), 0); /* nobody writes to it: must not wait */
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *name = cases[i].path != NULL ? cases[i].path : pipe_path;
      g_autoptr (GError) error = NULL;
      g_autoptr (RigGguf) gguf = notation_read (catalog, name, &error);
      ck_assert_ptr_null (gguf);
      ck_assert (g_error_matches (error, RIG_GGUF_ERROR, RIG_GGUF_ERROR_READ));
      ck_assert_msg (g_str_has_suffix (error->message, cases[i].message), "%s", error->message);
    }
  g_unlink (pipe_path);
}
END_TEST

START_TEST (test_cancelled)
{
  const GPtrArray *types = rig_catalog_get_tensor_types (catalog);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RigGguf) gguf = NULL;

  notation_save (ONE_TENSOR TENSOR_A DATA, FALSE, path);
  g_cancellable_cancel (cancellable);
  gguf = rig_gguf_new (path, (const RigTensorType *const *) types->pdata, types->len, cancellable,
                       &error);
  ck_assert_ptr_null (gguf);
  ck_assert (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("gguf");
  TCase *tcase = tcase_create ("gguf");

  tcase_add_unchecked_fixture (tcase, set_up, tear_down);
  tcase_add_loop_test (tcase, test_refused, 0, G_N_ELEMENTS (refusals));
  tcase_add_loop_test (tcase, test_accepted, 0, G_N_ELEMENTS (acceptances));
  tcase_add_test (tcase, test_unknown_types);
  tcase_add_test (tcase, test_truncated);
  tcase_add_test (tcase, test_values);
  tcase_add_test (tcase, test_long_values);
  tcase_add_test (tcase, test_large_and_empty);
  tcase_add_test (tcase, test_no_file);
  tcase_add_test (tcase, test_cancelled);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
